import type { EmulatorClock } from '../clock.ts';
import type { Ids } from '../random.ts';
import type { Client } from './clients.ts';

/** What a code stands for once it is exchanged. */
export interface CodeGrant {
  /** What was asked for. */
  scopes: readonly string[];
  /** Whether a refresh token comes with it. */
  offline: boolean;
  /** Where the code was sent; must be named again. `undefined` for a code made by hand. */
  redirectUri?: string | undefined;
}

export interface Code extends CodeGrant {
  text: string;
  client: Client;
  expiresAt: number;
  used: boolean;
}

/** Authorization codes: single use, for a short time (Zoho doc: oauth/self-client). */
export interface Codes {
  mint(client: Client, grant: CodeGrant, lifetimeMs: number): string;
  /** The code, if the client can use it now. */
  find(client: Client, text: string): Code | undefined;
  /** Whatever its state. */
  get(text: string): Code | undefined;
  all(): Iterable<Code>;
  restore(codes: Iterable<Code>): void;
}

export function createCodes(clock: EmulatorClock, ids: Ids): Codes {
  const codes = new Map<string, Code>();
  return {
    mint(client, grant, lifetimeMs) {
      const text = ids.token();
      const expiresAt = clock.now() + lifetimeMs;
      codes.set(text, { ...grant, text, client, expiresAt, used: false });
      return text;
    },
    find(client, text) {
      const code = codes.get(text);
      const good = code?.client === client && !code.used && code.expiresAt > clock.now();
      return good ? code : undefined;
    },
    get: (text) => codes.get(text),
    all: () => codes.values(),
    restore(rows) {
      codes.clear();
      for (const code of rows) codes.set(code.text, code);
    },
  };
}
