import type { ZohoError } from './zoho-error.ts';

/** What is known of one finished attempt; read once, so that every row sees the same facts. */
export interface Facts {
  method: string;
  /** Host and path, without query. */
  path: string;
  /** Absent when no response came. */
  status?: number | undefined;
  /** The reason phrase; empty over HTTP/2. */
  reason: string;
  header: (name: string) => string | null;
  contentType: string;
  /** Zoho's code: `errors[0].id`, `code`, a string `error` or `error.title`, as the body has it. */
  code?: string | undefined;
  /** Zoho's words: `errors[0].title`, `message`, `error.title` or `error_description`; redacted. */
  title?: string | undefined;
  /** The body as JSON, when it is JSON. */
  json?: unknown;
  /** The body as text; empty when it was not read (a success of a byte download). */
  text: string;
  /** `Retry-After` in milliseconds. */
  retryAfterMs?: number | undefined;
  /** Why no whole response came: a reset, a timeout, a refused connection; see `TransportFailure`. */
  failure?: unknown;
  /** What the method declared that it needs. */
  scopes?: readonly string[] | undefined;
  /** The row that makes the error, for that error; `errorOf` passes it on. */
  rule?: string | undefined;
}

/** Turns a finished attempt into an error with advice, or `undefined` when it is a success. */
export type Classifier = (facts: Facts) => ZohoError | undefined;

/** One documented case. Tables of rows read like the documentation they come from. */
export interface ClassifierRow {
  /** One of its kind among all tables, kebab-case; it becomes `rule` of the error. */
  name: string;
  /** Where the case is documented or was seen. */
  source: string;
  when(facts: Facts): boolean;
  error(facts: Facts): ZohoError;
}

/** The first row that matches decides; a product's rows come before the common ones. */
export function createClassifier(...tables: readonly (readonly ClassifierRow[])[]): Classifier {
  const rows = tables.flat();
  return (facts) => {
    const row = rows.find((one) => one.when(facts));
    return row?.error({ ...facts, rule: row.name });
  };
}

/** The first classifier that finds an error decides. */
export function chainClassifiers(...classifiers: readonly Classifier[]): Classifier {
  return (facts) => {
    for (const classify of classifiers) {
      const error = classify(facts);
      if (error !== undefined) return error;
    }
    return undefined;
  };
}
