import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';

/** Zoho doc: get-notes, get-attachments, timeline-of-a-record. */
const limits = { perPage: 200, pageRows: 2000 } as const;

const tokenLifetimeMs = 24 * 3_600_000;

/** Which rows of a list are asked for. */
export interface PageQuery {
  /** Rows before the page. */
  offset: number;
  page: number;
  perPage: number;
  /** What a token is bound to. */
  question: string;
}

/** Reads `page`, `per_page` and `page_token`; `question` is all else that the list depends on. */
export function readPageQuery(
  query: URLSearchParams,
  question: string,
  now: number,
): PageQuery | EmulatedAnswer {
  const perPage = toNumber(query.get('per_page') ?? String(limits.perPage));
  if (perPage === undefined || perPage > limits.perPage) return notMatched('per_page');
  const page = toNumber(query.get('page') ?? '1');
  if (page === undefined) return notMatched('page');
  const token = query.get('page_token');
  if (token !== null) {
    const asked = query.has('per_page') ? perPage : undefined;
    return fromToken(token, { perPage: asked, question, now });
  }
  if (page * perPage > limits.pageRows) {
    const message = 'You can only get the first 2000 records without using page_token param';
    const details = { limit: limits.pageRows };
    return toCrmError(400, 'DISCRETE_PAGINATION_LIMIT_EXCEEDED', message, details);
  }
  return { offset: (page - 1) * perPage, page, perPage, question };
}

/** A page of rows with what stands in `info`. */
export interface Page<Row> {
  rows: readonly Row[];
  count: number;
  more: boolean;
  nextToken: string | null;
  previousToken: string | null;
}

/** Cuts the page out; a token tells all that is needed to go on, so that nobody has to keep it. */
export function takePage<Row>(
  all: readonly Row[],
  { offset, page, perPage, question }: PageQuery,
  now: number,
): Page<Row> {
  const rows = all.slice(offset, offset + perPage);
  const more = offset + rows.length < all.length;
  const expiresAt = now + tokenLifetimeMs;
  const shared = { perPage, expiresAt, question };
  const next = { ...shared, offset: offset + rows.length, page: page + 1 };
  const previous = { ...shared, offset: Math.max(0, offset - perPage), page: page - 1 };
  return {
    rows,
    count: rows.length,
    more,
    nextToken: more ? toToken(next) : null,
    previousToken: offset > 0 ? toToken(previous) : null,
  };
}

/** Reads `fields`, without which these lists are refused. */
export function readFields(query: URLSearchParams): string[] | EmulatedAnswer {
  const names = (query.get('fields') ?? '').split(',').map((name) => name.trim());
  const fields = names.filter((name) => name !== '');
  if (fields.length > 0) return fields;
  return missingParameter('fields');
}

/** The row with only these keys; `id` is always among them. */
export function pick(row: Record<string, unknown>, fields: readonly string[]): object {
  const keys = ['id', ...fields].filter((key) => key in row);
  return Object.fromEntries(keys.map((key) => [key, row[key]]));
}

/** The answer to a parameter that must be there. */
export function missingParameter(name: string): EmulatedAnswer {
  const message = 'One of the expected parameter is missing';
  return toCrmError(400, 'REQUIRED_PARAM_MISSING', message, { param_name: name });
}

/** The answer to a path whose record, note or attachment is not there. */
export function invalidPath(index: number): EmulatedAnswer {
  const message = 'the related id given seems to be invalid';
  return toCrmError(400, 'INVALID_DATA', message, { resource_path_index: index });
}

/** The answer to a value of a parameter that cannot be. */
export function notMatched(name: string): EmulatedAnswer {
  const message = 'Please check whether the input values are correct';
  return toCrmError(400, 'PATTERN_NOT_MATCHED', message, { param_name: name });
}

/** The answer to a parameter whose words are not known. */
export function invalidParameter(name: string, supported?: readonly string[]): EmulatedAnswer {
  const details = supported ? { supported_values: supported } : {};
  const message = `the ${name} given seems to be invalid`;
  return toCrmError(400, 'INVALID_DATA', message, { param_name: name, ...details });
}

// --- internal ---

const Token = v.object({
  offset: v.number(),
  page: v.number(),
  perPage: v.number(),
  expiresAt: v.number(),
  question: v.string(),
});

function toToken({ question, ...rest }: v.InferOutput<typeof Token>): string {
  const text = JSON.stringify({ ...rest, question: digest(question) });
  return Buffer.from(text + digest(text)).toString('hex');
}

function fromToken(
  token: string,
  { perPage, question, now }: { perPage: number | undefined; question: string; now: number },
): PageQuery | EmulatedAnswer {
  const known = readToken(token);
  if (!known) return invalidParameter('page_token');
  if (known.expiresAt <= now) {
    const details = { param_name: 'page_token' };
    return toCrmError(400, 'EXPIRED_VALUE', 'Page token expired', details);
  }
  if (known.question !== digest(question) || (perPage ?? known.perPage) !== known.perPage) {
    const message = 'token invalid, or params added/altered/deleted';
    return toCrmError(400, 'TOKEN_BOUND_DATA_MISMATCH', message, { param_name: 'page_token' });
  }
  return { offset: known.offset, page: known.page, perPage: known.perPage, question };
}

function readToken(token: string): v.InferOutput<typeof Token> | undefined {
  const whole = Buffer.from(token, 'hex').toString();
  const text = whole.slice(0, -digestLength);
  if (digest(text) !== whole.slice(-digestLength)) return undefined;
  return v.parse(Token, JSON.parse(text));
}

const digestLength = 16;

function digest(text: string): string {
  const hash = createHash('sha256').update(`zoho-emulator ${text}`).digest('hex');
  return hash.slice(0, digestLength);
}

function toNumber(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
