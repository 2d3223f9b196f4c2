import type { ZohoErrorKind } from '@zohokit/zoho-http';

/** What a connection has to tell; it prints nothing itself. No event holds a secret. */
export type ConnectionEvent =
  /** Zoho refuses us for a while. Once per episode. */
  | { type: 'penalty-start'; connection: string; key: string; until: number; waitMs: number }
  /** A new access token; `expiresAt` in milliseconds since the epoch. */
  | { type: 'token-mint'; connection: string; expiresAt: number; scope: string | undefined }
  /**
   * A new access token is needed and Zoho's share of them is used up: nothing is sent before `until`
   * (milliseconds since the epoch). Waits of up to 10 s are not told.
   */
  | { type: 'mint-wait'; connection: string; until: number; waitMs: number }
  /** A request is about to be repeated; `attempt` is the one that failed, the first is 0. */
  | {
      type: 'request-retry';
      connection: string;
      method: string | undefined;
      path: string | undefined;
      attempt: number;
      delayMs: number;
      kind: ZohoErrorKind;
      code: string | undefined;
      status: number | undefined;
    };
