import type { CallOptions, ServiceRequest } from '@zohokit/zoho-http';

/** The part of a request that its caller may choose; headers of `own` are not the caller's to set. */
export function toCall(
  { signal, attempts, headers, timeoutMs }: CallOptions,
  own: Readonly<Record<string, string>> = {},
): Pick<ServiceRequest, 'signal' | 'attempts' | 'headers' | 'timeoutMs'> {
  return { signal, attempts, timeoutMs, headers: { ...headers, ...own } };
}
