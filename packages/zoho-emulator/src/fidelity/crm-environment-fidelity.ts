import type { FidelityRow } from './fidelity-row.ts';
import { rowsOf } from './rows-of.ts';

const file = 'crm-environment.test.ts';
const row = rowsOf('environments');
const community = 'Zoho community: Org-specific OAuth2.0 Tokens in Zoho CRM';
const sdk = 'zoho/zohocrm-nodejs-sdk-8.0 lib/routes/dc';

/** Production, sandboxes and developer editions. */
export const crmEnvironmentFidelity: readonly FidelityRow[] = [
  row(
    'Sandboxes and developer editions have API hosts of their own in every data centre; those of the Emirates are a guess',
    'seen by clients',
    sdk,
    [file, 'every data centre has a host for sandboxes and one for developer editions'],
  ),
  row(
    'The host of sandboxes refuses a request without a token in the words of CRM',
    'seen by clients',
    'api-evangelist/zoho-crm asked sandbox.zohoapis.com; developer is taken to be the same',
    [file, 'without a token the %s host says so in the words of CRM'],
  ),
  row(
    'Access and refresh tokens are good for CRM in one environment',
    'documented',
    `READMEs of the CRM SDKs; ${community}`,
    [file, 'a token of %s is refused on the host of %s'],
  ),
  row(
    'A token of another environment is 401 INVALID_TOKEN or AUTHENTICATION_FAILURE',
    'inferred',
    'READMEs of the CRM SDKs promise an error, not which; both codes exist in zoho/crm-oas',
    [file, 'a token of another environment can be %s'],
    { switch: 'crmEnvironmentToken' },
  ),
  row(
    'Codes, consent and client credentials all give tokens of the environment chosen',
    'documented',
    `${community}; Zoho doc: crm/client-credentials names the org by its soid`,
    [file, 'a code, the consent of a user and client credentials all give the org’s environment'],
  ),
  row('One accounts server mints for all environments of a data centre', 'seen by clients', sdk, [
    file,
    'two orgs of one data centre in different environments do not meet',
  ]),
  row(
    'api_domain is the API host of the environment',
    'unknown',
    'Zoho doc: crm/access-refresh says to call it, no sample is of a sandbox',
    [file, 'with api_domain "%s", %s is told %s'],
    { switch: 'environmentApiDomain' },
  ),
  row('The org tells its environment as its type', 'documented', 'Zoho doc: get-org-data', [
    file,
    '%s answers on its own host and says so',
  ]),
  row('Bulk files of every environment go to the one content host', 'seen by clients', sdk, [
    file,
    '%s uploads bulk files to the content host',
  ]),
  row(
    'The resource_uri of a notification names the host of its environment',
    'inferred',
    'Zoho doc: notifications/enable has samples of production only',
    [file, 'a notification channel of a sandbox names the host of sandboxes'],
  ),
  row('WorkDrive is not on these hosts', 'inferred', 'no page of WorkDrive names an environment', [
    file,
    'WorkDrive is at no address of the %s host',
  ]),
  row(
    'WorkDrive takes the token of any environment at its usual hosts',
    'inferred',
    'a token names its user, and only CRM has environments',
    [file, 'WorkDrive takes a token of %s at its usual hosts'],
  ),
  row(
    'The user chooses org and environment before they consent',
    'documented',
    community,
    undefined,
    {
      absent: 'an org here is in one environment, so that there is nothing to choose',
    },
  ),
  row(
    'Tokens from before that choice are good in every environment',
    'documented',
    community,
    undefined,
    { absent: 'nobody knows whether they still are; every grant here is a new one' },
  ),
];
