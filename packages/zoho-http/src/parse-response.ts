import * as v from 'valibot';
import { ZohoError } from './zoho-error.ts';

/**
 * The one door from the wire into our types. Rejects with kind `unexpected-response`, naming `what`
 * and the paths at fault; never a value, which may be a token or a customer's file name.
 */
export function parseResponse<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const paths = new Set(result.issues.map((issue) => v.getDotPath(issue) ?? '(root)'));
  throw new ZohoError(`Unexpected ${what} answer of Zoho at: ${[...paths].join(', ')}`, {
    kind: 'unexpected-response',
  });
}
