import type { EmulatorClock } from '../clock.ts';
import type { Ids } from '../random.ts';
import type { Client } from './clients.ts';

/** Self Client codes: single use, three minutes (Zoho doc: oauth/self-client). */
export interface Codes {
  mint(client: Client, scopes: readonly string[]): string;
  /** The scopes that were asked for; `undefined` when the code is used, late or not this client's. */
  redeem(client: Client, code: string): readonly string[] | undefined;
  owner(code: string): Client | undefined;
}

const lifetimeMs = 180_000;

interface Code {
  client: Client;
  scopes: readonly string[];
  expiresAt: number;
  used: boolean;
}

export function createCodes(clock: EmulatorClock, ids: Ids): Codes {
  const codes = new Map<string, Code>();
  return {
    mint(client, scopes) {
      const text = ids.token();
      codes.set(text, { client, scopes, expiresAt: clock.now() + lifetimeMs, used: false });
      return text;
    },
    redeem(client, text) {
      const code = codes.get(text);
      if (!code || code.used || code.client !== client || code.expiresAt <= clock.now()) {
        return undefined;
      }
      code.used = true;
      return code.scopes;
    },
    owner: (text) => codes.get(text)?.client,
  };
}
