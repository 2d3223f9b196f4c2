import type { CrmModule } from '../crm-module.ts';
import type { CrmRecord } from '../record-table.ts';
import { toSearchMatcher } from './match-criteria.ts';
import { parseCriteria } from './parse-criteria.ts';
import { SearchError, invalidParam } from './search-error.ts';

/** In the order in which the first that is given wins (Zoho doc: search-records). */
export const searchParams = ['criteria', 'email', 'phone', 'word'] as const;

export interface QuestionOptions {
  /** How many criteria are taken. */
  maxCriteria: number;
  /** The error for a module without a field of the type that is searched for. */
  missingType: (dataType: 'email' | 'phone') => SearchError;
}

/** What is searched for; `undefined` when none of the parameters is given. Throws a `SearchError`. */
export function readQuestion(
  query: URLSearchParams,
  module: CrmModule,
  { maxCriteria, missingType }: QuestionOptions,
): ((record: CrmRecord) => boolean) | undefined {
  const name = searchParams.find((param) => query.has(param));
  if (name === undefined) return undefined;
  const text = (query.get(name) ?? '').trim();
  switch (name) {
    case 'criteria':
      return toSearchMatcher(parseCriteria(text, maxCriteria), module);
    case 'email':
    case 'phone': {
      if (text === '') throw invalidParam(name);
      const matches = byType(module, name, text);
      if (!matches) throw missingType(name);
      return matches;
    }
    case 'word':
      return byWord(module, text);
    default:
      return name satisfies never;
  }
}

/** Which records are shown at all: by conversion and approval. Throws a `SearchError`. */
export function readVisibility(query: URLSearchParams): (record: CrmRecord) => boolean {
  const converted = readFlag(query, 'converted', 'false');
  const approved = readFlag(query, 'approved', 'both');
  const state = query.get('approval_state');
  if (state !== null && !/^[a-z_]{1,50}$/.test(state)) throw invalidParam('approval_state');
  return (record) =>
    fits(converted, record['$converted'] === true || record['Converted__s'] === true) &&
    fits(approved, record['$approved'] !== false) &&
    (state === null || state === stateOf(record));
}

// --- internal ---

type Flag = 'true' | 'false' | 'both';

function readFlag(query: URLSearchParams, name: string, otherwise: Flag): Flag {
  const text = query.get(name) ?? otherwise;
  if (text === 'true' || text === 'false' || text === 'both') return text;
  throw invalidParam(name);
}

/** A record that waits for approval says no more than that it is not approved. */
function stateOf(record: CrmRecord): unknown {
  const usual = record['$approved'] === false ? 'approval_process_pending' : 'approved';
  return record['$approval_state'] ?? usual;
}

function fits(flag: Flag, value: boolean): boolean {
  return flag === 'both' || flag === String(value);
}

/** Any field of the type; a number is the same however it is set [not documented]. */
function byType(
  module: CrmModule,
  dataType: 'email' | 'phone',
  text: string,
): ((record: CrmRecord) => boolean) | undefined {
  const fields = [...module.fields.values()].filter((field) => field.dataType === dataType);
  if (fields.length === 0) return undefined;
  const normalize = (value: string): string =>
    dataType === 'email' ? value.toLowerCase() : value.replaceAll(/[^\d+]/g, '');
  const wanted = normalize(text);
  return (record) =>
    fields.some(({ apiName }) => {
      const value = record[apiName];
      return typeof value === 'string' && normalize(value) === wanted;
    });
}

/** All fields, anywhere in their text [where in the text is not documented]. */
function byWord(module: CrmModule, word: string): (record: CrmRecord) => boolean {
  if (word.length < 2) {
    throw new SearchError('INVALID_DATA', 'provide atleast 2 letters for search', {
      param_name: 'word',
    });
  }
  if (/[^\p{L}\p{M}\p{N} _@.-]/u.test(word)) {
    throw new SearchError('INVALID_DATA', 'special characters are not allowed', {
      reason: 'special characters are not allowed',
      param_name: 'word',
    });
  }
  const wanted = word.toLowerCase();
  const names = [...module.fields.keys()];
  return (record) => names.some((name) => textOf(record[name]).includes(wanted));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.toLowerCase();
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  const named = typeof value === 'object' && value !== null && 'name' in value;
  return named ? textOf(value.name) : '';
}
