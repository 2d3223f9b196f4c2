import type { Facts } from './classifier.ts';
import { TransportFailure } from './transport-failure.ts';
import { ZohoError, type ZohoErrorOptions } from './zoho-error.ts';

/**
 * An error about an attempt: `message`, then in brackets what was asked and what was answered. Rows
 * use it, so that every message names method, path, status and Zoho's own code and words.
 */
export function errorOf(facts: Facts, message: string, options: ZohoErrorOptions): ZohoError {
  const { method, path, status, code, title, failure } = facts;
  const said = code === title || title === undefined ? [code] : [code, `"${title}"`];
  const outcome = failure instanceof TransportFailure ? [failure.code, failure.message] : [];
  const answer = [status, ...said, ...outcome].filter((part) => part !== undefined).join(' ');
  const asked = `${method} ${path}`;
  return new ZohoError(`${message} (${answer === '' ? asked : `${asked}: ${answer}`})`, {
    method,
    path,
    status,
    code,
    rule: facts.rule,
    requestId: facts.header('x-request-id') ?? undefined,
    ...(failure === undefined ? {} : { cause: failure }),
    ...options,
  });
}
