import type { FidelityRow } from './fidelity-row.ts';

/** Limits, revoking and user info. */
export const accountsLimitFidelity: readonly FidelityRow[] = [
  {
    area: 'accounts limits',
    what: 'Ten access tokens per refresh token in ten minutes',
    confidence: 'documented',
    source: 'Zoho doc: crm/token-validity',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'the eleventh token in ten minutes is throttled, and the block ends with the window',
    },
  },
  {
    area: 'accounts limits',
    what: 'The limit of one refresh token leaves others alone',
    confidence: 'documented',
    source: 'Zoho doc: crm/token-validity',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'the throttle of one refresh token leaves another alone',
    },
  },
  {
    area: 'accounts limits',
    what: 'The next live access token beyond 30, 15 or 10 silently ends the oldest',
    confidence: 'documented',
    source: 'Zoho doc: crm/token-validity; other product pages say 10 or 15',
    switch: 'liveAccessTokens',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'of more than %i live tokens the oldest is gone',
    },
  },
  {
    area: 'accounts limits',
    what: 'The 21st refresh token of a user and client silently ends the oldest',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'the twenty-first refresh token ends the oldest without a word',
    },
  },
  {
    area: 'accounts limits',
    what: 'Five refresh tokens per minute',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'the sixth refresh token in a minute is throttled, and a minute later it comes',
    },
  },
  {
    area: 'accounts limits',
    what: 'Hammering extends the block',
    confidence: 'seen by clients',
    source: 'guanguans/notify src/ZohoCliq/Authenticator.php',
    switch: 'throttleGrowthMs',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'who keeps asking during a block extends it; one refusal alone does not',
    },
  },
  {
    area: 'accounts limits',
    what: 'Who waits 60 s after a refusal is not held to be hammering',
    confidence: 'inferred',
    source: 'what clients live with; nobody has measured it',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'who waits a minute after each refusal is not early and extends nothing',
    },
  },
  {
    area: 'accounts limits',
    what: 'A block ends within 15 minutes of the last call',
    confidence: 'seen by clients',
    source: 'guanguans/notify src/ZohoCliq/Authenticator.php',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'no block lasts longer than fifteen minutes from the last call',
    },
  },
  {
    area: 'accounts limits',
    what: 'Client credentials are limited as a refresh token is',
    confidence: 'inferred',
    source: 'nobody has published it',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'are throttled after ten tokens in ten minutes',
    },
  },
  {
    area: 'accounts revoke and user info',
    what: 'The older form needs the token only and answers status success',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth, revoke',
    switch: 'revokeForms',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'a revoked refresh token takes its access tokens along',
    },
  },
  {
    area: 'accounts revoke and user info',
    what: 'A revoked refresh token takes its access tokens along',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth, revoke',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'a revoked refresh token takes its access tokens along',
    },
  },
  {
    area: 'accounts revoke and user info',
    what: 'A revoked access token leaves its refresh token in force',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth, revoke',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'a revoked access token leaves its refresh token in force',
    },
  },
  {
    area: 'accounts revoke and user info',
    what: 'An unknown token is HTTP 400',
    confidence: 'documented',
    source: 'Zoho doc: accounts/protocol/oauth, revoke',
    test: { file: 'accounts/accounts.test.ts', title: 'an unknown token is 400' },
  },
  {
    area: 'accounts revoke and user info',
    what: 'The newer form takes the client by HTTP Basic',
    confidence: 'documented',
    source: 'Zoho doc: revoke-oauth-token',
    switch: 'revokeForms',
    test: {
      file: 'accounts/token-variants.test.ts',
      title: 'revokes a token of the client that names itself',
    },
  },
  {
    area: 'accounts revoke and user info',
    what: 'One of the two forms may not exist',
    confidence: 'documented',
    source: 'Zoho doc: revoke-oauth-token; Zoho doc: accounts/protocol/oauth',
    switch: 'revokeForms',
    test: { file: 'accounts/token-variants.test.ts', title: 'each form can be missing' },
  },
  {
    area: 'accounts revoke and user info',
    what: 'User info has a numeric ZUID and needs aaaserver.profile.read',
    confidence: 'seen by clients',
    source: 'rclone backend/zoho/api/types.go',
    test: {
      file: 'accounts/accounts.test.ts',
      title: 'user info tells the user with a numeric ZUID, if the scope allows it',
    },
  },
];
