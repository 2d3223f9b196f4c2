import type { FidelityRow } from './fidelity-row.ts';

/** Data centres and the consent page. */
export const accountsConsentFidelity: readonly FidelityRow[] = [
  {
    area: 'data centres',
    what: 'Nine data centres have hosts for accounts, API, WorkDrive, uploads and downloads',
    confidence: 'documented',
    source: 'Zoho doc: getting-started-multi-dc-support',
    test: {
      file: 'routing.test.ts',
      title: 'every host of the nine data centres is found with its roles',
    },
  },
  {
    area: 'data centres',
    what: 'Canada mixes two suffixes; the Emirates and Saudi Arabia use one host for bytes',
    confidence: 'documented',
    source: 'Zoho doc: getting-started-multi-dc-support',
    test: {
      file: 'routing.test.ts',
      title: 'every host of the nine data centres is found with its roles',
    },
  },
  {
    area: 'data centres',
    what: 'Hosts that no document names do not exist',
    confidence: 'documented',
    source: 'Zoho doc: getting-started-multi-dc-support',
    test: { file: 'routing.test.ts', title: '%s is no host of Zoho here' },
  },
  {
    area: 'data centres',
    what: 'A token is worth nothing in another data centre',
    confidence: 'documented',
    source: 'Zoho doc: oauth/multi-dc',
    test: {
      file: 'routing.test.ts',
      title: 'a token is worth nothing at the host of another data centre',
    },
  },
  {
    area: 'data centres',
    what: 'A client id is unknown in another data centre',
    confidence: 'documented',
    source: 'Zoho doc: oauth/multi-dc',
    test: {
      file: 'routing.test.ts',
      title: 'a client is unknown at the accounts host of another data centre',
    },
  },
  {
    area: 'data centres',
    what: 'WorkDrive answers at the API host and at its own web host',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/zoho.go',
    test: { file: 'refusals.test.ts', title: 'works at both addresses of the WorkDrive API' },
  },
  {
    area: 'data centres',
    what: 'serverinfo needs no token and maps locations to accounts servers only',
    confidence: 'seen by clients',
    source: 'several TypeScript and Python clients',
    switch: 'serverInfoCn',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'serverinfo needs no token and lists accounts servers',
    },
  },
  {
    area: 'data centres',
    what: 'serverinfo lists the United Kingdom and Singapore as well',
    confidence: 'seen by clients',
    source: 'several TypeScript and Python clients',
    switch: 'serverInfoCn',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'serverinfo lists all data centres, and China unless the profile says no',
    },
  },
  {
    area: 'data centres',
    what: 'One client can share its credentials among data centres',
    confidence: 'documented',
    source: 'Zoho doc: oauth/multi-dc',
    absent: 'each org has one data centre, and its clients are registered there',
  },
  {
    area: 'accounts consent',
    what: 'The page names client, user and scopes and is answered with yes or no',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'names the client, the user and every scope, with a way to accept and to deny',
    },
  },
  {
    area: 'accounts consent',
    what: 'A yes redirects with code, location, accounts-server and state',
    confidence: 'documented',
    source: 'Zoho doc: oauth/multi-dc',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'a yes brings the code, the data centre, its accounts server and the state',
    },
  },
  {
    area: 'accounts consent',
    what: 'A no redirects with error=access_denied',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: { file: 'accounts/consent.test.ts', title: 'a no brings access_denied and the state' },
  },
  {
    area: 'accounts consent',
    what: 'Scopes are separated by commas in the request',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'a wrong %s (%s) is %s on a page, and nobody is redirected',
    },
  },
  {
    area: 'accounts consent',
    what: 'A redirect URI must match a registered one exactly',
    confidence: 'documented',
    source: 'Zoho doc: oauth/multi-dc',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'any port and path of this machine is accepted unless the seed registers addresses',
    },
  },
  {
    area: 'accounts consent',
    what: 'A refresh token needs access_type=offline',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'without offline access there is no refresh token',
    },
  },
  {
    area: 'accounts consent',
    what: 'Who has agreed before is not asked; a new refresh token needs prompt=consent',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth; rclone backend/zoho/zoho.go',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'who has agreed is not asked again, and without prompt=consent no refresh token comes',
    },
  },
  {
    area: 'accounts consent',
    what: 'A code is good for two minutes, or for one',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth; product pages say 60 s',
    switch: 'codeLifetimeMs',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'in the %s profile it is good after %i ms and too old after %i',
    },
  },
  {
    area: 'accounts consent',
    what: 'A code is used once',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'gives tokens once, and only with the redirect URI it was sent to',
    },
  },
  {
    area: 'accounts consent',
    what: 'Bad client, redirect URI, scope or response type is an HTML page and no redirect',
    confidence: 'inferred',
    source: 'general knowledge of Zoho Accounts',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'a wrong %s (%s) is %s on a page, and nobody is redirected',
    },
  },
  {
    area: 'accounts consent',
    what: 'Four codes per minute and client, then none for ten minutes',
    confidence: 'documented',
    source: 'Zoho doc: Projects FAQ',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'the fifth code in a minute is refused, and then for ten minutes',
    },
  },
  {
    area: 'accounts consent',
    what: 'A Self Client has no redirect URI and so no consent page',
    confidence: 'documented',
    source: 'Zoho doc: oauth/self-client',
    switch: 'selfClientConsent',
    test: {
      file: 'accounts/consent.test.ts',
      title: 'the Self Client may ask for consent unless the profile says no',
    },
  },
  {
    area: 'accounts consent',
    what: 'Client-based applications get tokens by the implicit flow',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    absent: 'no server can use it',
  },
  {
    area: 'accounts consent',
    what: 'Devices get tokens by the device code flow',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    absent: 'nothing here runs on a device without a browser',
  },
  {
    area: 'accounts consent',
    what: 'All of a thing of CRM can be consented to in parts',
    confidence: 'documented',
    source: 'Zoho doc: crm/scopes',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'who may consent to a whole thing of CRM may consent to a part of it',
    },
  },
];
