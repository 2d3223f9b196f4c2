import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const Contract = v.object({
  operations: v.record(
    v.string(),
    v.object({
      statuses: v.array(v.string()),
      /** Of the body's first level, whatever the status. */
      keys: v.array(v.string()),
      /** Empty where the description lists none. */
      codes: v.array(v.string()),
    }),
  ),
  /** The keys of `details` that a code has anywhere. */
  details: v.record(v.string(), v.array(v.string())),
});

/** One operation of CRM v8, as Zoho describes it. */
export interface ContractOperation {
  /** `GET /crm/v8/{module}`. */
  name: string;
  matches(method: string, path: string): boolean;
  keys: ReadonlySet<string>;
  codes: ReadonlySet<string>;
}

const read = v.parse(
  Contract,
  JSON.parse(readFileSync(new URL('crm-contract.json', import.meta.url), 'utf8')),
);

/**
 * What Zoho's OpenAPI description of CRM v8 knows (zoho/crm-oas, spring of 2026), reduced to names:
 * operations, keys, codes. The most literal paths come first.
 */
export const contractOperations: readonly ContractOperation[] = Object.entries(read.operations)
  .toSorted(([one], [other]) => literalSegments(other) - literalSegments(one))
  .map(([name, { keys, codes }]) => {
    const [method, path = ''] = name.split(' ');
    const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/gu, '[^/]+')}$`, 'u');
    return {
      name,
      matches: (otherMethod, otherPath) => method === otherMethod && pattern.test(otherPath),
      keys: new Set(keys),
      codes: new Set(codes),
    };
  });

/** The keys of `details` that the description gives a code; `undefined` for an unknown code. */
export function contractDetails(code: string): ReadonlySet<string> | undefined {
  const keys = read.details[code];
  return keys && new Set(keys);
}

// --- internal ---

function literalSegments(operation: string): number {
  return operation.split('/').filter((segment) => !segment.startsWith('{')).length;
}
