import { ZohoError } from '@zohokit/zoho-http';

/** A call that cannot be meant: nothing was sent. */
export function usage(message: string, hint?: string): ZohoError {
  return new ZohoError(message, { kind: 'usage', hint });
}
