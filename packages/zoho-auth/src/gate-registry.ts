import type { Gate } from '@zohokit/zoho-http';

/** Gates by key. Connections that share a registry share the gates of a key: Zoho counts per user. */
export interface GateRegistry {
  /** The gate of `key`, made by `create` the first time; always ask with the same kind of gate. */
  gate<G extends Gate>(key: string, create: () => G): G;
}

/** An empty registry, for connections that are to share their gates within this process. */
export function createGateRegistry(): GateRegistry {
  const gates = new Map<string, Gate>();
  return {
    gate<G extends Gate>(key: string, create: () => G): G {
      const known = gates.get(key);
      if (known !== undefined) {
        // One key, one kind of gate, is the caller's promise.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        return known as G;
      }
      const made = create();
      gates.set(key, made);
      return made;
    },
  };
}
