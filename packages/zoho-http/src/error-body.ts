import * as v from 'valibot';

/** What Zoho says in the body of an error, whichever of its envelopes it uses. */
export interface ErrorBody {
  code?: string | undefined;
  title?: string | undefined;
}

/** A word where there is one; ids of errors have been seen as numbers too. */
const Word = v.fallback(
  v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String))),
  undefined,
);

/** WorkDrive: `{"errors":[{"id":"R008","title":"Unauthorized access"}]}` (Zoho doc: status-codes). */
const ErrorList = v.pipe(
  v.object({ errors: v.looseTuple([v.object({ id: Word, title: Word })]) }),
  v.transform(({ errors: [first] }): ErrorBody => ({ code: first.id, title: first.title })),
);

/** The gateway: `{"error":{"title":"INVALID_OAUTHTOKEN"}}`. */
const ErrorObject = v.pipe(
  v.object({ error: v.object({ title: Word }) }),
  v.transform(({ error }): ErrorBody => ({ code: error.title, title: error.title })),
);

/** Accounts: `{"error":"invalid_code"}`, sometimes with `error_description`. */
const ErrorWord = v.pipe(
  v.object({ error: v.string(), error_description: Word }),
  v.transform(({ error, error_description: words }): ErrorBody => ({
    code: error,
    title: words ?? error,
  })),
);

/** CRM: `{"code":"INVALID_TOKEN","details":{},"message":"…","status":"error"}`. */
const Flat = v.pipe(
  v.object({ code: v.pipe(v.string(), v.nonEmpty()), message: Word }),
  v.transform(({ code, message }): ErrorBody => ({ code, title: message })),
);

const Envelope = v.union([ErrorList, ErrorObject, ErrorWord, Flat]);

/** Code and title of an error body; empty for any other shape. */
export function readErrorBody(json: unknown): ErrorBody {
  // Most answers are none, and trying four shapes on each of them is slow.
  if (!isMarked(json)) return {};
  const result = v.safeParse(Envelope, json);
  return result.success ? result.output : {};
}

const AnyErrors = v.object({ errors: v.pipe(v.array(v.unknown()), v.nonEmpty()) });

/** Whether the body lists errors; a 5xx that does is a considered answer and not an outage. */
export function hasErrorList(json: unknown): boolean {
  return v.is(AnyErrors, json);
}

/** Whether the body is an envelope of WorkDrive or the gateway for errors, and names one. */
export function hasErrorEnvelope(json: unknown): boolean {
  if (hasErrorList(json)) return true;
  const result = v.safeParse(ErrorObject, json);
  return result.success && result.output.code !== undefined;
}

// --- internal ---

/** Whether there is a key that one of the envelopes needs. */
function isMarked(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return 'errors' in json || 'error' in json || 'code' in json;
}
