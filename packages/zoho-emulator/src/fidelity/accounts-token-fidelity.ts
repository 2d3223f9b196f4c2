import type { FidelityRow } from './fidelity-row.ts';

/** The token endpoint: answers and errors. */
export const accountsTokenFidelity: readonly FidelityRow[] = [
  {
    area: 'accounts tokens',
    what: 'Parameters travel in the query, a form or a multipart body',
    confidence: 'seen by clients',
    source: 'Zoho doc: accounts/protocol/oauth; zoho/zohocrm-nodejs-sdk-8.0',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'the parameters may travel in the query or in a multipart body',
    },
  },
  {
    area: 'accounts tokens',
    what: 'An exchanged Self Client code gives a refresh token, without a redirect URI',
    confidence: 'documented',
    source: 'Zoho doc: oauth/self-client',
    test: { file: 'accounts/accounts.test.ts', title: 'a code gives a refresh token once' },
  },
  {
    area: 'accounts tokens',
    what: 'A Self Client code is good for 3 to 10 minutes, as chosen',
    confidence: 'documented',
    source: 'Zoho doc: oauth/self-client',
    test: {
      file: 'accounts/accounts-tables.test.ts',
      title: 'a Self Client code for %i minutes is good that long and no longer',
    },
  },
  {
    area: 'accounts tokens',
    what: 'Without a choice a Self Client code is good for 3 minutes',
    confidence: 'documented',
    source: 'Zoho doc: oauth/self-client',
    test: { file: 'accounts/accounts.test.ts', title: 'a code is too old after three minutes' },
  },
  {
    area: 'accounts tokens',
    what: 'A code of another data centre is invalid_code',
    confidence: 'documented',
    source: 'Zoho doc: oauth/self-client',
    test: { file: 'accounts/accounts.test.ts', title: "another org's code is refused" },
  },
  {
    area: 'accounts tokens',
    what: 'A code of another client is invalid_code',
    confidence: 'inferred',
    source: 'a code belongs to whom it was given',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'another client of the same org cannot use them',
    },
  },
  {
    area: 'accounts tokens',
    what: 'Codes and tokens are 1000. and twice 32 hex digits',
    confidence: 'seen by clients',
    source: 'many clients; to be taken as opaque',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'a yes brings the code, the data centre, its accounts server and the state',
    },
  },
  {
    area: 'accounts tokens',
    what: 'A token stays good when the next one is minted',
    confidence: 'documented',
    source: 'Zoho doc: crm/token-validity',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'of more than %i live tokens the oldest is gone',
    },
  },
  {
    area: 'accounts tokens',
    what: 'A refresh does not rotate the refresh token',
    confidence: 'documented',
    source: 'Zoho doc: crm/token-validity',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'gives a token for an hour, tells the API host, and does not rotate',
    },
  },
  {
    area: 'accounts tokens',
    what: 'token_type is Bearer, api_domain the API host of the data centre',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    switch: 'apiDomain',
    test: { file: 'accounts/token-variants.test.ts', title: 'the API host can be %s: %s' },
  },
  {
    area: 'accounts tokens',
    what: 'An access token lives 3600 s',
    confidence: 'documented',
    source: 'Zoho doc: crm/token-validity',
    switch: 'accessTokenSeconds',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'an access token expires after an hour of the emulator, as each product says it',
    },
  },
  {
    area: 'accounts tokens',
    what: 'The granted scopes are separated by spaces and may be absent',
    confidence: 'seen by clients',
    source: 'rclone and others do without',
    switch: 'scopeInTokens',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'the scopes may be left out, and are separated by spaces where they are not',
    },
  },
  {
    area: 'accounts tokens',
    what: 'A legacy answer has expires_in in ms beside expires_in_sec',
    confidence: 'seen by clients',
    source: 'zoho/zohocrm-nodejs-sdk-8.0 lib/models/authenticator/oauth_token.js',
    switch: 'legacyExpiry',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'a legacy answer has milliseconds, and the seconds under another name',
    },
  },
  {
    area: 'accounts tokens',
    what: 'A subset of the scopes is granted without an error',
    confidence: 'seen by clients',
    source: 'clients that compare granted and asked scopes',
    switch: 'withheldScopes',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'only what the org allows is granted, without a word',
    },
  },
  {
    area: 'accounts tokens',
    what: 'Client credentials give an org token and no refresh token',
    confidence: 'documented',
    source: 'Zoho doc: oauth/self-client, client credentials flow',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'give a token for the org, without a refresh token',
    },
  },
  {
    area: 'accounts tokens',
    what: 'Throttle, client, secret, grant are checked in this order',
    confidence: 'inferred',
    source: 'the recommended order of an emulator',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'a refusal of a client precedes that of a grant, and a throttle precedes both',
    },
  },
  {
    area: 'accounts token errors',
    what: 'invalid_code for an expired, used or foreign code',
    confidence: 'seen by clients',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: { file: 'accounts/accounts.test.ts', title: 'a code gives a refresh token once' },
  },
  {
    area: 'accounts token errors',
    what: 'invalid_code for a revoked refresh token',
    confidence: 'seen by clients',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'a revoked refresh token takes its access tokens along',
    },
  },
  {
    area: 'accounts token errors',
    what: 'invalid_client for an unknown client id, with HTTP 200',
    confidence: 'seen by clients',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'a wrong %s is refused with HTTP 200 and "%s"',
    },
  },
  {
    area: 'accounts token errors',
    what: 'invalid_client_secret for a wrong secret, with HTTP 200',
    confidence: 'seen by clients',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'a wrong %s is refused with HTTP 200 and "%s"',
    },
  },
  {
    area: 'accounts token errors',
    what: 'invalid_redirect_uri for another redirect URI than before',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'gives tokens once, and only with the redirect URI it was sent to',
    },
  },
  {
    area: 'accounts token errors',
    what: 'missing_org_info for client credentials without soid',
    confidence: 'documented',
    source: 'Zoho doc: oauth/self-client, client credentials flow',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'with the %s "%s" they are refused with HTTP 200 and %s',
    },
  },
  {
    area: 'accounts token errors',
    what: 'invalid_scope and scope_does_not_exist for client credentials',
    confidence: 'inferred',
    source: 'lists of error codes in clients',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'with the %s "%s" they are refused with HTTP 200 and %s',
    },
  },
  {
    area: 'accounts token errors',
    what: 'access_denied as an answer of the token endpoint',
    confidence: 'unknown',
    source: 'lists of error codes in clients',
    absent: 'nobody knows when it comes; the consent page has it',
  },
  {
    area: 'accounts token errors',
    what: 'general_error for malformed parameters',
    confidence: 'seen by clients',
    source: 'lists of error codes in clients; the meaning is inferred',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'a wrong %s is refused with HTTP 200 and "%s"',
    },
  },
  {
    area: 'accounts token errors',
    what: 'unauthorized_client for a flow that the client does not have',
    confidence: 'seen by clients',
    source: 'lists of error codes in clients; the meaning is inferred',
    test: { file: 'accounts/token-variants.test.ts', title: 'are not for a server-based client' },
  },
  {
    area: 'accounts token errors',
    what: 'The throttle is HTTP 400 with status failure, or HTTP 200',
    confidence: 'seen by clients',
    source: 'guanguans/notify src/ZohoCliq/Authenticator.php',
    switch: 'throttleStatus',
    test: { file: 'accounts/token-variants.test.ts', title: 'the throttle may come with HTTP 200' },
  },
  {
    area: 'accounts token errors',
    what: 'The text of the throttle is localised',
    confidence: 'seen by clients',
    source: 'guanguans/notify src/ZohoCliq/Authenticator.php',
    switch: 'throttleText',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'the throttle text is Chinese for who prefers it, or always; without Retry-After',
    },
  },
  {
    area: 'accounts token errors',
    what: 'The throttle has no Retry-After',
    confidence: 'inferred',
    source: 'none has been observed',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'the throttle text is Chinese for who prefers it, or always; without Retry-After',
    },
  },
  {
    area: 'accounts token errors',
    what: 'Maintenance and firewalls answer with an HTML page',
    confidence: 'seen by clients',
    source: 'several clients',
    switch: 'accountsMaintenance',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'the accounts server under maintenance answers with a page and 503',
    },
  },
  {
    area: 'accounts token errors',
    what: 'An unknown address of the accounts server is an HTML page',
    confidence: 'seen by clients',
    source: 'several clients',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'another path of the accounts host is an HTML page',
    },
  },
];
