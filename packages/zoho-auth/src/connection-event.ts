import type { HttpEvent } from '@zohokit/zoho-http';

/**
 * What a connection has to tell; it prints nothing itself. `connection` is its name. No event holds
 * a secret, a header, a query or a body. Instants are milliseconds since the epoch.
 */
export type ConnectionEvent = { connection: string } & (
  | HttpEvent
  | PenaltyStart
  | PenaltyEnd
  | TokenMint
  | MintWait
);

/** Zoho refuses us for a while. Once per episode. */
export interface PenaltyStart {
  type: 'penalty-start';
  /** Who is refused what, e.g. `workdrive:eu:747938014`. */
  key: string;
  until: number;
  waitMs: number;
}

/** The first request after a penalty passes. */
export interface PenaltyEnd {
  type: 'penalty-end';
  key: string;
}

/** A new access token is there. */
export interface TokenMint {
  type: 'token-mint';
  expiresAt: number;
  /** What was granted; absent where Zoho does not say. */
  scope: string | undefined;
}

/**
 * A new access token is needed and Zoho's share of them is used up: nothing is sent before `until`.
 * Waits of up to 10 s are not told.
 */
export interface MintWait {
  type: 'mint-wait';
  until: number;
  waitMs: number;
}
