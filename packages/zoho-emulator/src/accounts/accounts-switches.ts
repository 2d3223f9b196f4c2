import * as v from 'valibot';
import { type SwitchTable, defineSwitch } from '../switches.ts';

const Milliseconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** How the accounts servers behave where they vary. */
export const accountsSwitches = {
  codeLifetimeMs: defineSwitch(v.pipe(v.number(), v.safeInteger(), v.minValue(1000)), {
    benign: 120_000,
    worst: 60_000,
    confidence: 'documented',
    about: 'For how many ms a code of the consent page is good.',
    source: 'Zoho doc: accounts/protocol/oauth says two minutes, product pages say 60 s',
  }),
  accessTokenSeconds: defineSwitch(v.pipe(v.number(), v.safeInteger(), v.minValue(1)), {
    benign: 3600,
    worst: 3600,
    confidence: 'documented',
    about: 'The life of an access token, in seconds.',
    source: 'Zoho doc: crm/token-validity',
  }),
  liveAccessTokens: defineSwitch(v.picklist([10, 15, 30]), {
    benign: 30,
    worst: 10,
    confidence: 'documented',
    about: 'Live access tokens of one refresh token; the next silently ends the oldest.',
    source: 'Zoho doc: accounts and CRM pages say 30, other product pages 10 or 15',
  }),
  throttleGrowthMs: defineSwitch(Milliseconds, {
    benign: 30_000,
    worst: 120_000,
    confidence: 'seen by clients',
    about:
      'By how many ms a call within a minute of a refusal extends the block, up to 15 min from the call.',
    source: 'guanguans/notify src/ZohoCliq/Authenticator.php; blocks end after 3 to 15 minutes',
  }),
  throttleText: defineSwitch(v.picklist(['by-language', 'chinese']), {
    benign: 'by-language',
    worst: 'chinese',
    confidence: 'seen by clients',
    about: 'The language of the throttle text: as Accept-Language prefers, or always Chinese.',
    source: 'guanguans/notify src/ZohoCliq/Authenticator.php',
  }),
  throttleStatus: defineSwitch(v.picklist([400, 200]), {
    benign: 400,
    worst: 200,
    confidence: 'seen by clients',
    about: 'The HTTP status of the throttle text.',
    source: 'guanguans/notify src/ZohoCliq/Authenticator.php; other clients expect 200',
  }),
  legacyExpiry: defineSwitch(v.boolean(), {
    benign: false,
    worst: true,
    confidence: 'seen by clients',
    about: 'Whether `expires_in` is in ms, with the seconds in `expires_in_sec`.',
    source: 'zoho/zohocrm-nodejs-sdk-8.0 lib/models/authenticator/oauth_token.js',
  }),
  scopeInTokens: defineSwitch(v.boolean(), {
    benign: true,
    worst: false,
    confidence: 'seen by clients',
    about: 'Whether token answers say the scopes that were granted.',
    source: 'rclone backend/zoho/zoho.go does without',
  }),
  apiDomain: defineSwitch(v.picklist(['own', 'product', 'other-data-center']), {
    benign: 'own',
    worst: 'own',
    confidence: 'inferred',
    about:
      'The `api_domain` of token answers; one that is not the own data centre must be refused by a client, so that no profile has it.',
    source: 'one product page prints https://api.zoho.eu; other data centres are only feared',
  }),
  environmentApiDomain: defineSwitch(v.picklist(['own', 'production']), {
    benign: 'own',
    worst: 'production',
    confidence: 'unknown',
    about:
      "Whose API host the `api_domain` of a sandbox or developer edition is: its environment's own, or that of production, at which its tokens are refused.",
    source:
      'Zoho doc: crm/access-refresh says to call the api_domain, no sample is of a sandbox; clients configure the host',
  }),
  withheldScopes: defineSwitch(v.array(v.string()), {
    benign: [],
    worst: [],
    confidence: 'seen by clients',
    about: 'Scopes that are left out of new grants without a word.',
    source: 'clients that compare the granted scopes with those they asked for',
  }),
  accountsMaintenance: defineSwitch(v.boolean(), {
    benign: false,
    worst: false,
    confidence: 'seen by clients',
    about: 'Whether the accounts server answers everything with an HTML page and 503.',
    source: 'clients that met HTML pages during maintenance or from a firewall',
  }),
  serverInfoCn: defineSwitch(v.boolean(), {
    benign: true,
    worst: false,
    confidence: 'unknown',
    about: 'Whether serverinfo lists the accounts server of China.',
    source: 'clients count eleven locations, none says which',
  }),
  revokeForms: defineSwitch(v.picklist(['both', 'older', 'newer']), {
    benign: 'both',
    worst: 'newer',
    confidence: 'documented',
    about: 'Which of the two addresses for revoking a token exist; the other answers 404.',
    source: 'Zoho doc: revoke-oauth-token has one, accounts/protocol/oauth the other',
  }),
  selfClientConsent: defineSwitch(v.boolean(), {
    benign: true,
    worst: false,
    confidence: 'inferred',
    about:
      'Whether the Self Client may ask for consent as a server-based one does, so that one client is enough for a test.',
    source: 'Zoho doc: self-client has no redirect URI, so that in life it may not',
  }),
  workdriveGatewayErrors: defineSwitch(v.picklist(['list', 'singular', 'verbose', 'html']), {
    benign: 'list',
    worst: 'singular',
    confidence: 'seen by clients',
    about: 'The shape of what the gateway of WorkDrive refuses before WorkDrive sees it.',
    source: 'a Java client has the singular shape, Zoho doc: projects/errors the verbose one',
  }),
  challengeHeader: defineSwitch(v.boolean(), {
    benign: true,
    worst: false,
    confidence: 'seen by clients',
    about: 'Whether a WorkDrive 401 for a bad token has a WWW-Authenticate header.',
    source: 'rclone backend/zoho/zoho.go looks for it; its exact value is unknown',
  }),
  scopeReasonPhrase: defineSwitch(v.boolean(), {
    benign: true,
    worst: false,
    confidence: 'seen by clients',
    about:
      'Whether INVALID_OAUTHSCOPE is the reason phrase of a WorkDrive answer; HTTP/2 has none.',
    source: 'rclone backend/zoho/zoho.go tests the status line',
  }),
  workdriveScopeStatus: defineSwitch(v.picklist([401, 403, 404]), {
    benign: 401,
    worst: 403,
    confidence: 'documented',
    about: 'The status of a missing WorkDrive scope.',
    source: 'rclone backend/zoho/zoho.go has 401, Zoho doc: workdrive/status-codes 403 and 404',
  }),
  crmScopeStatus: defineSwitch(v.picklist([401, 403]), {
    benign: 401,
    worst: 403,
    confidence: 'documented',
    about: 'The status of a missing CRM scope.',
    source: 'zoho/crm-oas has 401, Zoho doc: crm/status-codes 403',
  }),
  crmMethodStatus: defineSwitch(v.picklist([400, 405]), {
    benign: 400,
    worst: 405,
    confidence: 'documented',
    about: "The status of a method that CRM's address does not have.",
    source: 'every API page of Zoho doc: crm says 400, crm/status-codes 405',
  }),
  crmForeignToken: defineSwitch(v.picklist(['AUTHENTICATION_FAILURE', 'INVALID_TOKEN']), {
    benign: 'AUTHENTICATION_FAILURE',
    worst: 'INVALID_TOKEN',
    confidence: 'inferred',
    about: "CRM's code for a token of another data centre.",
    source: 'nobody has published one; both codes exist in zoho/crm-oas',
  }),
  crmEnvironmentToken: defineSwitch(v.picklist(['INVALID_TOKEN', 'AUTHENTICATION_FAILURE']), {
    benign: 'INVALID_TOKEN',
    worst: 'AUTHENTICATION_FAILURE',
    confidence: 'inferred',
    about: "CRM's code for a token of another environment (sandbox, developer edition), with 401.",
    source: 'READMEs of the CRM SDKs promise an error, not which; both codes exist in zoho/crm-oas',
  }),
  crmApiAccess: defineSwitch(v.boolean(), {
    benign: true,
    worst: true,
    confidence: 'documented',
    about:
      "Whether the user's profile allows API access; without it CRM answers 403 NO_PERMISSION.",
    source: 'Zoho doc: crm/status-codes (Crm_Implied_Api_Access)',
  }),
} satisfies SwitchTable;
