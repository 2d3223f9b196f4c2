import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import { pickFields } from './list-records.ts';

/** `GET /crm/v8/{module}/{id}`. */
export function getRecord(module: CrmModule, id: string, query: URLSearchParams): EmulatedAnswer {
  if (!/^\d+$/.test(id)) {
    return toCrmError(400, 'INVALID_DATA', 'the id given seems to be invalid', {
      resource_path_index: 1,
    });
  }
  const record = module.records.get(id);
  if (!record) return { status: 204 };
  const fields = query.get('fields')?.split(',') ?? [...module.fields.keys()];
  return { status: 200, json: { data: [pickFields(record, fields)] } };
}
