import { createConcurrencyGate, type Gate } from '@zohokit/zoho-http';
import { defaultConcurrency } from '../rate-limits.ts';

/**
 * Lets as many calls be under way as an organisation's edition allows: as many as the smallest one
 * until the first call's question is answered, and for good when it is not. `ask` is called once, and
 * its own request goes through the gate that it is given. Calls that began before the answer count.
 */
export function createEditionGate(ask: (gate: Gate) => Promise<number>): Gate {
  const narrow = createConcurrencyGate({ limit: defaultConcurrency });
  /** Calls in the narrow gate, each with its place in the wide one. */
  const inside = new Map<object, Promise<() => void> | undefined>();
  let wide: Gate | undefined;
  let asked = false;

  const enterNarrow = async (signal?: AbortSignal): Promise<() => void> => {
    const leave = await narrow.enter(signal);
    if (wide !== undefined) {
      leave();
      return await wide.enter(signal);
    }
    const call = {};
    inside.set(call, undefined);
    return () => {
      const place = inside.get(call);
      inside.delete(call);
      leave();
      void place?.then((leaveWide) => leaveWide());
    };
  };
  const widen = (limit: number): void => {
    const gate = createConcurrencyGate({ limit });
    for (const call of inside.keys()) inside.set(call, gate.enter());
    wide = gate;
  };

  return {
    enter(signal) {
      if (!asked) {
        asked = true;
        ask({ enter: enterNarrow }).then(widen, () => undefined);
      }
      return wide === undefined ? enterNarrow(signal) : wide.enter(signal);
    },
  };
}
