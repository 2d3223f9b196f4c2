import type { CallOptions } from '@zohokit/zoho-http';

/** What a caller said of the request itself, out of the options of a method. */
export function callOf({ signal, attempts, headers, timeoutMs }: CallOptions): CallOptions {
  return { signal, attempts, headers, timeoutMs };
}
