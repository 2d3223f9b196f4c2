import { ZohoError, type CallOptions } from '@zohokit/zoho-http';
import { isListed } from './crm-field.ts';
import { listFields } from './read-metadata.ts';
import type { CrmService } from './service.ts';

/** The names of all fields of a module that a list can show. */
export async function listedFields(
  service: CrmService,
  module: string,
  call: CallOptions,
): Promise<string[]> {
  const fields = await listFields(service, module, call);
  const names = fields.filter(isListed).map(({ apiName }) => apiName);
  if (names.length > 0) return names;
  throw new ZohoError(`CRM says of no field of ${module}: name the "fields" to read`, {
    kind: 'not-found',
  });
}
