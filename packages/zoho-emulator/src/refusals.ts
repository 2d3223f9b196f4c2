import type { EmulatedAnswer } from './seam.ts';

/** Whose manners an answer follows: CRM's flat envelope, or WorkDrive's list of errors. */
export type Product = 'crm' | 'workdrive';

/** CRM and WorkDrive share the API host; the path tells them apart. */
export function toProduct(path: string): Product {
  return path.startsWith('/crm/') ? 'crm' : 'workdrive';
}

/** Why the door stays shut, before a service has seen the request. */
export type Refusal =
  | 'no-token'
  | 'unknown-token'
  | 'expired-token'
  | 'foreign-token'
  | 'scope-missing'
  | 'unknown-url'
  | 'wrong-method';

/** CRM's envelope for a request that is refused as a whole (Zoho doc: crm/status-codes). */
export function toCrmError(
  status: number,
  code: string,
  message: string,
  details: Record<string, unknown> = {},
): EmulatedAnswer {
  return { status, json: { code, details, message, status: 'error' } };
}

/** WorkDrive's envelope (Zoho doc: workdrive/status-codes; rclone backend/zoho/api/types.go). */
export function toWorkDriveError(status: number, id: string, title: string): EmulatedAnswer {
  return {
    status,
    headers: { 'content-type': 'application/vnd.api+json;charset=UTF-8' },
    json: { errors: [{ id, title }] },
  };
}

/** The answer to a refused request, as the product words it. */
export function toRefusal(product: Product, refusal: Refusal): EmulatedAnswer {
  return product === 'crm' ? crmRefusals[refusal]() : workDriveRefusals[refusal]();
}

// Bodies seen live by api-evangelist/zoho-crm (401), the others from Zoho doc: crm/status-codes.
const crmRefusals: Record<Refusal, () => EmulatedAnswer> = {
  'no-token': () => toCrmError(401, 'AUTHENTICATION_FAILURE', 'Authentication failed'),
  'unknown-token': () => toCrmError(401, 'INVALID_TOKEN', 'invalid oauth token'),
  'expired-token': () => toCrmError(401, 'INVALID_TOKEN', 'invalid oauth token'),
  'foreign-token': () => toCrmError(401, 'AUTHENTICATION_FAILURE', 'Authentication failed'),
  'scope-missing': () =>
    toCrmError(401, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL'),
  'unknown-url': () =>
    toCrmError(
      404,
      'INVALID_URL_PATTERN',
      'Please check if the URL trying to access is a correct one',
    ),
  'wrong-method': () =>
    toCrmError(400, 'INVALID_REQUEST_METHOD', 'The http request method type is not a valid one'),
};

// rclone backend/zoho/zoho.go tests for the header of an expired token and for the reason phrase
// of a missing scope; F7003, F7004 and U001 are from Zoho doc: workdrive/status-codes.
const workDriveRefusals: Record<Refusal, () => EmulatedAnswer> = {
  'no-token': () => toWorkDriveError(401, 'U001', 'User not logged in'),
  'unknown-token': () => challenged('invalid_token'),
  'expired-token': () => challenged('expired_token'),
  'foreign-token': () => challenged('invalid_token'),
  'scope-missing': () => ({
    ...toWorkDriveError(401, 'F7004', 'INVALID_OAUTHSCOPE'),
    reason: 'INVALID_OAUTHSCOPE',
  }),
  'unknown-url': () => toWorkDriveError(404, 'F000', 'URL_RULE_NOT_CONFIGURED'),
  'wrong-method': () => toWorkDriveError(405, 'F000', 'INVALID_METHOD'),
};

function challenged(error: string): EmulatedAnswer {
  const answer = toWorkDriveError(401, 'F7003', 'Invalid OAuth token.');
  return {
    ...answer,
    headers: { ...answer.headers, 'www-authenticate': `Bearer error="${error}"` },
  };
}
