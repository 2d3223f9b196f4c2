import type { Client } from './clients.ts';

export interface ConsentRow {
  /** The client's key. */
  client: string;
  /** In lower case. */
  scopes: string[];
}

/** What users have agreed to on the consent page. */
export interface Consents {
  /** Whether all of it has been agreed to. */
  has(client: Client, scopes: readonly string[]): boolean;
  add(client: Client, scopes: readonly string[]): void;
  rows(): ConsentRow[];
  restore(rows: readonly ConsentRow[]): void;
}

export function createConsents(): Consents {
  const given = new Map<string, Set<string>>();
  return {
    has: ({ key }, scopes) => scopes.every((one) => given.get(key)?.has(one.toLowerCase())),
    add({ key }, scopes) {
      given.set(key, new Set([...(given.get(key) ?? []), ...scopes.map((s) => s.toLowerCase())]));
    },
    rows: () => Array.from(given, ([client, scopes]) => ({ client, scopes: [...scopes] })),
    restore(rows) {
      given.clear();
      for (const { client, scopes } of rows) given.set(client, new Set(scopes));
    },
  };
}
