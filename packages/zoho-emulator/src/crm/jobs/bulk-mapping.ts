import * as v from 'valibot';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import { createDateFormat } from './date-format.ts';
import type { JsonObject } from './json-body.ts';

/** Which column of a file goes into which field (Zoho doc: bulk-write create-job). */
export const BulkMapping = v.object({
  api_name: v.string(),
  index: v.optional(v.number()),
  format: v.optional(v.string()),
  /** The field by which a lookup's record is found. */
  find_by: v.optional(v.string()),
  default_value: v.optional(v.object({ value: v.unknown() })),
});
export type BulkMapping = v.InferOutput<typeof BulkMapping>;

/** What a file and the order together say of the columns. */
export interface MappingInput {
  module: CrmModule;
  header: readonly string[];
  /** `field_mappings` of the order; without it, the header row names the fields. */
  given: unknown;
}

/** The mappings of a job, or why they cannot be. */
export function readMappings(input: MappingInput): BulkMapping[] | EmulatedAnswer {
  const { module, header, given } = input;
  if (header.length > mostColumns || (Array.isArray(given) && given.length > mostColumns)) {
    return refuse('HEADER_LIMIT_EXCEEDED', 'header limit exceeded', { limit: mostColumns });
  }
  if (given === undefined || given === null) return mapByHeader(module, header);
  if (!Array.isArray(given)) return refuse('INVALID_DATA', 'invalid data', { api_name: key });
  const mappings: BulkMapping[] = [];
  for (const [at, one] of given.entries()) {
    const mapping = readMapping(input, one, `$.resource[0].${key}[${at}]`);
    if ('status' in mapping) return mapping;
    mappings.push(mapping);
  }
  return mappings;
}

// --- internal ---

const key = 'field_mappings';

/** Zoho doc: bulk-write create-job. */
const mostColumns = 200;

/** With nulls for what is left out, as the status of a job writes them. */
const Given = v.object({
  api_name: v.string(),
  index: v.nullish(v.unknown()),
  format: v.nullish(v.string()),
  find_by: v.nullish(v.string()),
  default_value: v.nullish(v.object({ value: v.unknown() })),
});

function readMapping(
  { module, header }: MappingInput,
  one: unknown,
  path: string,
): BulkMapping | EmulatedAnswer {
  const read = v.safeParse(Given, one);
  if (!read.success) {
    return refuse('MISSING_REQUIRED_KEY', 'required key is missing', {
      json_path: `${path}.api_name`,
    });
  }
  const { api_name, index, format, find_by, default_value } = read.output;
  if (!module.fields.has(api_name) && api_name !== 'Layout') {
    return refuse('INVALID_FIELD', 'the field is invalid', { api_name });
  }
  const isIndexed = index !== undefined && index !== null;
  if (!isIndexed && !default_value) {
    return refuse('MISSING_REQUIRED_KEY', 'required key is missing', {
      json_path: `${path}.index`,
    });
  }
  if (isIndexed && !isColumn(index, header)) {
    return refuse('COLUMN_INDEX_NOT_FOUND', 'column index is not found', { index });
  }
  if (typeof format === 'string' && !createDateFormat(format)) {
    return refuse('INVALID_FORMAT', 'the format is invalid', { format });
  }
  return {
    api_name,
    ...(typeof index === 'number' && { index }),
    ...(format && { format }),
    ...(find_by && { find_by }),
    ...(default_value && { default_value: { value: default_value.value } }),
  };
}

function isColumn(index: unknown, header: readonly string[]): index is number {
  return typeof index === 'number' && header[index] !== undefined;
}

/** By API name, or by the label that a person sees; other columns are passed over. */
function mapByHeader(module: CrmModule, header: readonly string[]): BulkMapping[] {
  const fields = [...module.fields.values()];
  return header.flatMap((name, index) => {
    const field = module.fields.get(name) ?? fields.find(({ label }) => label === name);
    return field ? [{ api_name: field.apiName, index }] : [];
  });
}

function refuse(code: string, message: string, details: JsonObject): EmulatedAnswer {
  return toCrmError(400, code, message, details);
}
