import type { CrmField } from './crm-field.ts';

/** A field that a program counts on. */
export interface RequiredField {
  /** Compared letter by letter. */
  apiName: string;
  /** Its `dataType`, or those of which any will do. @default any type */
  type?: string | readonly string[] | undefined;
}

/** How the fields of a module measure up to what a program counts on; in the order of the latter. */
export interface FieldCoverage {
  /** Whether nothing is missing and nothing of another type. */
  complete: boolean;
  /** There, and of the type. */
  existing: { apiName: string; dataType: string }[];
  /** API names that the module does not have. API names are compared letter by letter. */
  missing: {
    apiName: string;
    /** A field of that name but for upper and lower case, or of that label; else `undefined`. */
    similar: string | undefined;
  }[];
  /** There, but of another type. */
  mistyped: { apiName: string; expected: readonly string[]; dataType: string }[];
}

/** Which of the required fields there are, which are missing, and which are of another type. */
export function coverFields(
  fields: readonly CrmField[],
  required: readonly RequiredField[],
): FieldCoverage {
  const known = new Map(fields.map((field) => [field.apiName, field]));
  const coverage: FieldCoverage = { complete: true, existing: [], missing: [], mistyped: [] };
  for (const { apiName, type } of required) {
    const field = known.get(apiName);
    if (field === undefined) {
      coverage.missing.push({ apiName, similar: findSimilar(fields, apiName) });
      continue;
    }
    const expected = typeof type === 'string' ? [type] : type;
    const { dataType } = field;
    if (expected === undefined || expected.includes(dataType)) {
      coverage.existing.push({ apiName, dataType });
    } else {
      coverage.mistyped.push({ apiName, expected, dataType });
    }
  }
  coverage.complete = coverage.missing.length === 0 && coverage.mistyped.length === 0;
  return coverage;
}

// --- internal ---

function findSimilar(fields: readonly CrmField[], apiName: string): string | undefined {
  const plain = (text: string): string => text.replaceAll(/[\s_]+/g, '').toLowerCase();
  const wanted = plain(apiName);
  return fields.find(({ apiName: one, label }) => plain(one) === wanted || plain(label) === wanted)
    ?.apiName;
}
