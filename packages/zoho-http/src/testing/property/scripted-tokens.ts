import { abortable } from '../../abortable.ts';
import type { Clock } from '../../clock.ts';
import type { Authorize } from '../../with-retry.ts';

/** Tokens by number, each minted once, when the one before was refused. */
export function createTokens({ clock, mintMs }: { clock: Clock; mintMs: number }): Authorize {
  let current = 1;
  let minting: Promise<void> | undefined;

  const mint = async (): Promise<void> => {
    await clock.sleep(mintMs);
    current += 1;
    minting = undefined;
  };

  return async ({ rejected, signal }) => {
    if (rejected === nameOf(current)) minting ??= mint();
    if (minting !== undefined) await abortable(minting, signal);
    return nameOf(current);
  };
}

/** The number of a token that was sent. */
export function numberOf(authorization: string | undefined): number {
  return Number(authorization?.split('t').at(-1));
}

// --- internal ---

function nameOf(token: number): string {
  return `Zoho-oauthtoken t${token}`;
}
