import { errorOf, isZohoAnswer, type ClassifierRow } from '@zohokit/zoho-http';

/** What the accounts server answers to the end of a token only. */
export const revokeRows: readonly ClassifierRow[] = [
  {
    name: 'no-revoke-address',
    source: 'Zoho doc: revoke-oauth-token and accounts/protocol/oauth name two addresses',
    when: (facts) => facts.status === 404 && !isZohoAnswer(facts),
    error: (facts) =>
      errorOf(facts, 'The accounts server has no such address', {
        kind: 'not-found',
        hint: 'Report it; the token can be revoked at accounts.zoho.com under Sessions > Connected apps',
      }),
  },
];
