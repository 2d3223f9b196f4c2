import type { Facts } from './classifier.ts';
import { readErrorBody } from './error-body.ts';
import type { HttpResponse } from './fetch.ts';
import { retryAfterMs } from './retry-after.ts';
import { toTransportFailure } from './transport-failure.ts';

/** What an attempt left behind: a response with its text, a failure, or both (a cut body). */
export interface AttemptResult {
  method: string;
  url: URL;
  scopes?: readonly string[] | undefined;
  response?: Pick<HttpResponse, 'status' | 'statusText' | 'headers'> | undefined;
  text?: string | undefined;
  /** Whatever the transport threw. */
  failure?: unknown;
}

export interface ReadFactsOptions {
  /** Milliseconds since the epoch, for a `Retry-After` that is a date. */
  now: number;
  /** Applied to an error's body: rows may quote it. */
  redact: (text: string) => string;
  /** Applied to Zoho's words and headers: they may repeat anything of the request. @default redact */
  hide?: ((text: string) => string) | undefined;
}

/** The one reading of an attempt; every classifier row sees its result. */
export function readFacts(
  result: AttemptResult,
  { now, redact, hide = redact }: ReadFactsOptions,
): Facts {
  const { method, url, response, failure, scopes } = result;
  const header = (name: string): string | null => response?.headers.get(name) ?? null;
  // What a success says is its reader's, tokens included.
  const isError = failure !== undefined || (response?.status ?? 0) >= 400;
  const text = isError ? redact(result.text ?? '') : (result.text ?? '');
  const json = parseJson(text);
  const { code, title } = readErrorBody(json);
  return {
    method,
    path: url.host + url.pathname,
    status: response?.status,
    reason: response?.statusText ?? '',
    header: (name) => {
      const value = header(name);
      return value === null ? null : hide(value);
    },
    contentType: header('content-type') ?? '',
    code: shown(code, hide),
    title: shown(title, hide),
    json,
    text,
    retryAfterMs: retryAfterMs(header('retry-after'), now),
    failure: failure === undefined ? undefined : toTransportFailure(failure, { redact: hide }),
    scopes,
  };
}

// --- internal ---

/** Bodies are JSON whatever their content type says: CRM and the gateway are careless about it. */
function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch {
    return undefined;
  }
}

function shown(words: string | undefined, redact: (text: string) => string): string | undefined {
  return words === undefined ? undefined : redact(words).slice(0, 200);
}
