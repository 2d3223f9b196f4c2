import { exchangeCode, probeDataCenter, type TokenGrant } from '@zohokit/zoho-auth';
import type { Clock } from '@zohokit/zoho-http';
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
 * `authorization` for a code or client that is refused, always with a hint.
 */
export async function tradeCode({
  org,
  dataCenter,
  ...options
}: TradeCodeOptions): Promise<TokenGrant> {
  const request = { name: `org ${org}`, ...options };
  return dataCenter === undefined
    ? await probeDataCenter(request)
    : await exchangeCode({ ...request, dataCenter });
}
