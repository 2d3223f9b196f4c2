import type { Emulator, OrgKey } from '@zohokit/zoho-emulator';

/** An emulated org, and a token of it. */
export interface CopyOrg {
  dataCenter: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  /** Good for an hour. */
  authorization: string;
}

/** Mints a token of the org. */
export async function toOrg({ url, orgs }: Emulator, key: OrgKey): Promise<CopyOrg> {
  const { dataCenter, clientId, clientSecret, refreshToken } = orgs[key];
  const minted = await fetch(`${url}/_host/accounts.zoho.eu/oauth/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const answer: unknown = await minted.json();
  const authorization = `Zoho-oauthtoken ${String(Reflect.get(Object(answer), 'access_token'))}`;
  return { dataCenter, clientId, clientSecret, refreshToken, authorization };
}
