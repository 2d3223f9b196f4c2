import { benignProfile } from './profiles.ts';
import type { EmulatedAnswer, Profile } from './seam.ts';

/** Whose manners an answer follows: CRM's flat envelope, or WorkDrive's list of errors. */
export type Product = 'crm' | 'workdrive';

/** CRM and WorkDrive share the API host; the path tells them apart. */
export function toProduct(path: string): Product {
  return /^\/(v\d\/)?crm\//.test(path) ? 'crm' : 'workdrive';
}

/** Why the door stays shut, before a service has seen the request. */
export type Refusal =
  | 'no-token'
  | 'unknown-token'
  | 'expired-token'
  | 'foreign-token'
  | 'other-environment'
  | 'no-api-access'
  | 'scope-missing'
  | 'unknown-url'
  | 'wrong-method';

/** An answer that says of itself which refusal it is, so that the door can reword it. */
export interface RefusedAnswer extends EmulatedAnswer {
  refusal: Refusal;
  product: Product;
}

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

/** The answer to a refused request, as the product words it on a good day. */
export function toRefusal(product: Product, refusal: Refusal): RefusedAnswer {
  const table = product === 'crm' ? crmRefusals : workDriveRefusals;
  return { ...table[refusal](benignProfile), refusal, product };
}

/** The same refusal as the profile has it; any other answer stays as it is. */
export function rewordRefusal(
  answer: EmulatedAnswer,
  request: { method: string; path: string },
  profile: Profile,
): EmulatedAnswer {
  if (!isRefused(answer)) return answer;
  if (answer.product === 'crm') return crmRefusals[answer.refusal](profile);
  return toGatewayShape(workDriveRefusals[answer.refusal](profile), answer.refusal, {
    ...request,
    shape: profile.workdriveGatewayErrors,
  });
}

// --- internal ---

type Wordings = Record<Refusal, (profile: Profile) => EmulatedAnswer>;

function isRefused(answer: EmulatedAnswer): answer is RefusedAnswer {
  return 'refusal' in answer && 'product' in answer;
}

// Bodies seen live by api-evangelist/zoho-crm (401), the others from Zoho doc: crm/status-codes.
const crmRefusals: Wordings = {
  'no-token': () => badToken('AUTHENTICATION_FAILURE'),
  'unknown-token': () => badToken('INVALID_TOKEN'),
  'expired-token': () => badToken('INVALID_TOKEN'),
  'foreign-token': ({ crmForeignToken }) => badToken(crmForeignToken),
  'other-environment': ({ crmEnvironmentToken }) => badToken(crmEnvironmentToken),
  'no-api-access': () =>
    toCrmError(403, 'NO_PERMISSION', 'permission denied', {
      permissions: ['Crm_Implied_Api_Access'],
    }),
  'scope-missing': ({ crmScopeStatus }) =>
    toCrmError(crmScopeStatus, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL'),
  'unknown-url': () =>
    toCrmError(
      404,
      'INVALID_URL_PATTERN',
      'Please check if the URL trying to access is a correct one',
    ),
  'wrong-method': ({ crmMethodStatus }) =>
    toCrmError(
      crmMethodStatus,
      'INVALID_REQUEST_METHOD',
      'The http request method type is not a valid one',
    ),
};

function badToken(code: 'AUTHENTICATION_FAILURE' | 'INVALID_TOKEN'): EmulatedAnswer {
  return toCrmError(
    401,
    code,
    code === 'INVALID_TOKEN' ? 'invalid oauth token' : 'Authentication failed',
  );
}

// rclone backend/zoho/zoho.go tests for the header of an expired token and for the reason phrase
// of a missing scope; F7003, F7004 and U001 are from Zoho doc: workdrive/status-codes.
const workDriveRefusals: Wordings = {
  'no-token': () => toWorkDriveError(401, 'U001', 'User not logged in'),
  'unknown-token': (profile) => challenged('invalid_token', profile),
  'expired-token': (profile) => challenged('expired_token', profile),
  'foreign-token': (profile) => challenged('invalid_token', profile),
  // WorkDrive has no environments.
  'other-environment': (profile) => challenged('invalid_token', profile),
  'no-api-access': () => toWorkDriveError(401, 'F7003', 'Invalid OAuth token.'),
  'scope-missing': ({ workdriveScopeStatus, scopeReasonPhrase }) => ({
    ...toWorkDriveError(workdriveScopeStatus, 'F7004', 'INVALID_OAUTHSCOPE'),
    ...(scopeReasonPhrase ? { reason: 'INVALID_OAUTHSCOPE' } : {}),
  }),
  'unknown-url': () => toWorkDriveError(404, 'F000', 'URL_RULE_NOT_CONFIGURED'),
  'wrong-method': () => toWorkDriveError(405, 'F000', 'INVALID_METHOD'),
};

function challenged(error: string, { challengeHeader }: Profile): EmulatedAnswer {
  const answer = toWorkDriveError(401, 'F7003', 'Invalid OAuth token.');
  const challenge = challengeHeader ? { 'www-authenticate': `Bearer error="${error}"` } : {};
  return { ...answer, headers: { ...answer.headers, ...challenge } };
}

/** What the gateway calls it where it, and not WorkDrive, refuses. */
const gatewayTitles: Record<Refusal, string> = {
  'no-token': 'INVALID_TICKET',
  'unknown-token': 'INVALID_OAUTHTOKEN',
  'expired-token': 'INVALID_OAUTHTOKEN',
  'foreign-token': 'INVALID_OAUTHTOKEN',
  'other-environment': 'INVALID_OAUTHTOKEN',
  'no-api-access': 'UNAUTHORISED',
  'scope-missing': 'INVALID_OAUTHSCOPE',
  'unknown-url': 'URL_RULE_NOT_CONFIGURED',
  'wrong-method': 'INVALID_METHOD',
};

interface Gateway {
  shape: Profile['workdriveGatewayErrors'];
  method: string;
  path: string;
}

/** The same status, reason and challenge around another body. */
function toGatewayShape(
  { json: listed, headers, ...answer }: EmulatedAnswer,
  refusal: Refusal,
  { shape, method, path }: Gateway,
): EmulatedAnswer {
  const title = gatewayTitles[refusal];
  switch (shape) {
    case 'list':
      return { ...answer, headers: headers ?? {}, json: listed };
    case 'singular':
      return {
        ...answer,
        headers: withType(headers, 'application/json'),
        json: { error: { title } },
      };
    case 'verbose': {
      // Zoho doc: projects/errors has this shape.
      const error = {
        status_code: String(answer.status),
        method,
        instance: path,
        title,
        error_type: 'FIELDS_VALIDATION_ERROR',
        details: [{ message: refusal === 'scope-missing' ? 'Invalid OAuth scope.' : title }],
      };
      return { ...answer, headers: withType(headers, 'application/json'), json: { error } };
    }
    case 'html': {
      const text = `<html><body><h1>${answer.status}</h1><p>${title}</p></body></html>`;
      return { ...answer, headers: withType(headers, 'text/html'), text };
    }
    default:
      return shape satisfies never;
  }
}

function withType(headers: EmulatedAnswer['headers'], type: string): Record<string, string> {
  return { ...headers, 'content-type': `${type};charset=UTF-8` };
}
