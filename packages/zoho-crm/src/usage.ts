import { ZohoError } from '@zohokit/zoho-http';

/** An argument that is wrong, before anything was sent. */
export function usage(message: string, hint?: string): ZohoError {
  return new ZohoError(message, { kind: 'usage', hint });
}
