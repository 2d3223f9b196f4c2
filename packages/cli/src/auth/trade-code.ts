import { exchangeCode, probeDataCenter, type TokenGrant } from '@zohokit/zoho-auth';
import { createRedactor, type Clock } from '@zohokit/zoho-http';
import type { Way } from '../config/org-settings.ts';
import type { OrgName } from '../scopes/feature.ts';

export interface TradeCodeOptions extends Way {
  org: OrgName;
  /** Any spelling. @default found by asking each data centre once */
  dataCenter?: string | undefined;
  clientId: string;
  clientSecret: string;
  code: string;
  clock: Clock;
  signal?: AbortSignal | undefined;
}

/**
 * Trades the code of a Self Client, which is used up by it. Rejects as `exchangeCode` does: kind
 * `authorization` for a code or client that is refused, always with a hint. The scopes of the result
 * may be shown, whatever Zoho repeats in them.
 */
export async function tradeCode(options: TradeCodeOptions): Promise<TokenGrant> {
  const { org, dataCenter, ...rest } = options;
  const request = { name: `org ${org}`, ...rest };
  const grant =
    dataCenter === undefined
      ? await probeDataCenter(request)
      : await exchangeCode({ ...request, dataCenter });
  const { accessToken, refreshToken = '', scopes } = grant;
  if (scopes === undefined) return grant;
  const redactor = createRedactor([rest.clientSecret, rest.code, accessToken, refreshToken]);
  return { ...grant, scopes: scopes.map((scope) => redactor.redact(scope)) };
}
