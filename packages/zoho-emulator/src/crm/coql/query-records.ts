import { toCrmError, toRefusal } from '../../refusals.ts';
import type { Caller, EmulatedAnswer, EmulatedRequest } from '../../seam.ts';
import { CoqlError } from './coql-error.ts';
import { parseCoql } from './parse-coql.ts';
import { runCoql } from './run-coql.ts';
import type { CrmOrg } from '../crm-org.ts';
import { permitsModule } from '../crm-scopes.ts';

/** `POST /crm/v8/coql`. Besides its own scope it needs READ of the module that is queried. */
export async function queryRecords(
  org: CrmOrg,
  request: EmulatedRequest,
  caller: Caller,
): Promise<EmulatedAnswer> {
  const body = await request.json();
  const text =
    typeof body === 'object' && body !== null && 'select_query' in body && body.select_query;
  if (typeof text !== 'string') {
    const details = { api_name: 'select_query' };
    return toCrmError(400, 'MANDATORY_NOT_FOUND', 'mandatory key not found', details);
  }
  try {
    const query = parseCoql(text);
    const module = org.modules.get(query.module);
    if (!module) {
      return toCrmError(400, 'INVALID_MODULE', 'the given module is not supported in api');
    }
    if (!permitsModule(caller.scopes, module, 'READ')) return toRefusal('crm', 'scope-missing');
    const { rows, moreRecords } = runCoql(query, module);
    if (rows.length === 0) return { status: 204 };
    return {
      status: 200,
      json: { data: rows, info: { count: rows.length, more_records: moreRecords } },
    };
  } catch (error) {
    if (!(error instanceof CoqlError)) throw error;
    return toCrmError(400, error.code, error.message, error.details);
  }
}
