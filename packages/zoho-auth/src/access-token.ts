import * as v from 'valibot';

/** An access token as it is kept. */
export const AccessTokenEntry = v.object({
  value: v.string(),
  expiresAt: v.number(),
  scope: v.optional(v.string()),
});

/** An access token as a value. */
export interface AccessToken {
  /** Without the header's scheme. */
  value: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  /** What was granted, separated by spaces; Zoho leaves it out of some answers. */
  scope?: string | undefined;
}
