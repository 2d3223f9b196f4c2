import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import { isObject } from '../../is-object.ts';

/** The body of a query, read. */
export interface CoqlBody {
  text: string;
  includeFields: boolean;
}

/** Reads `{"select_query": …, "include_meta": ["fields"]}`, or answers in Zoho's words (crm-oas: coql). */
export function readCoqlBody(body: unknown): CoqlBody | EmulatedAnswer {
  const { select_query: text, include_meta: meta } = isObject(body) ? body : {};
  if (text === undefined || text === null) {
    const details = { api_name: 'select_query' };
    return toCrmError(400, 'MANDATORY_NOT_FOUND', 'mandatory key not found', details);
  }
  if (typeof text !== 'string') return invalid('select_query', '', 'string');
  if (meta === undefined) return { text, includeFields: false };
  if (!Array.isArray(meta)) return invalid('include_meta', '', 'jsonarray');
  const wrong = meta.findIndex((one) => one !== 'fields');
  if (wrong >= 0) {
    const type = typeof meta[wrong] === 'string' ? undefined : 'text';
    return invalid('include_meta', `[${wrong}]`, type, ['fields']);
  }
  return { text, includeFields: meta.length > 0 };
}

// --- internal ---

function invalid(
  name: string,
  place: string,
  type: string | undefined,
  supported?: string[],
): EmulatedAnswer {
  return toCrmError(400, 'INVALID_DATA', 'invalid data', {
    ...(type === undefined ? {} : { expected_data_type: type }),
    api_name: name,
    json_path: `$.${name}${place}`,
    ...(supported === undefined ? {} : { supported_values: supported }),
  });
}
