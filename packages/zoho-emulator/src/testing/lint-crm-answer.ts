import { documentedCodes, documentedDetails } from './contract-overlay.ts';
import { type ContractOperation, contractDetails, contractOperations } from './crm-contract.ts';
import { knownDeviations } from './known-deviations.ts';
import { isObject } from '../is-object.ts';

export interface CrmAnswer {
  method: string;
  /** Without the query. */
  path: string;
  /** The body; `undefined` when it is no JSON object. */
  json: Record<string, unknown> | undefined;
}

/**
 * Holds an answer of the emulated CRM against Zoho's own description of it: keys of the body,
 * codes, and keys of `details`. Loosely: it asks whether a name is known, not whether it is due.
 * @returns one line per unknown name, empty when all are known or listed with a reason
 */
export function lintCrmAnswer({ method, path, json }: CrmAnswer): string[] {
  if (json === undefined) return [];
  const operation = contractOperations.find((one) => one.matches(method, path));
  // What the description leaves out altogether says nothing about the answer.
  if (operation === undefined) return [];
  const found = [
    ...lintKeys(operation, json),
    ...rowsOf(json).flatMap((r) => lintRow(operation, r)),
  ];
  const known = new Set(knownDeviations.map(({ name }) => name));
  return [...new Set(found)].filter((line) => !known.has(line));
}

// --- internal ---

const flatKeys = new Set(['code', 'details', 'message', 'status']);

/** Codes that every endpoint may answer (Zoho doc: crm/status-codes, api-limits). */
const everywhere = new Set([
  'SUCCESS',
  'INVALID_TOKEN',
  'AUTHENTICATION_FAILURE',
  'OAUTH_SCOPE_MISMATCH',
  'NO_PERMISSION',
  'INVALID_MODULE',
  'INVALID_DATA',
  'INVALID_URL_PATTERN',
  'INVALID_REQUEST_METHOD',
  'INVALID_REQUEST',
  'TOO_MANY_REQUESTS',
  'RATE_LIMIT_EXCEEDED',
  'INTERNAL_ERROR',
]);

function lintKeys({ name, keys }: ContractOperation, json: Record<string, unknown>): string[] {
  return Object.keys(json)
    .filter((key) => !keys.has(key) && !flatKeys.has(key))
    .map((key) => `${name}: key ${key}`);
}

function lintRow({ name, codes }: ContractOperation, row: Record<string, unknown>): string[] {
  const { code, details } = row;
  if (typeof code !== 'string' || !('status' in row)) return [];
  const isKnown =
    codes.size === 0 || codes.has(code) || everywhere.has(code) || isDocumented(name, code);
  const known = contractDetails(code);
  const unknownDetails = isObject(details) && known ? Object.keys(details) : [];
  return [
    ...(isKnown ? [] : [`${name}: code ${code}`]),
    ...unknownDetails
      .filter((key) => known?.has(key) !== true && !documentedDetails[code]?.includes(key))
      .map((key) => `details of ${code}: ${key}`),
  ];
}

function isDocumented(operation: string, code: string): boolean {
  return documentedCodes.some((one) => one.on.test(operation) && one.codes.includes(code));
}

/** The body itself, and what stands in a list on its first level. */
function rowsOf(json: Record<string, unknown>): Record<string, unknown>[] {
  const rows = Object.values(json).filter((value) => Array.isArray(value));
  return [json, ...rows.flat().filter(isObject)];
}
