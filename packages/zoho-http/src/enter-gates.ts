import type { Gate } from './gate.ts';
import type { PenaltyGate } from './penalty-gate.ts';

/**
 * Waits for the penalty, then at every gate in order; resolves to the leave of all of them. A
 * penalty imposed meanwhile sends the request back to the start: otherwise all that waited with it
 * would be let go in one burst when it is over, past the pace they have already paid for.
 */
export async function enterGates(
  gates: readonly Gate[],
  penalty: PenaltyGate | undefined,
  signal: AbortSignal | undefined,
): Promise<() => void> {
  for (;;) {
    await penalty?.enter(signal);
    const leave = await enterAll(gates, signal);
    if (penalty === undefined || (await remainingOrLeave(penalty, leave)) === 0) return leave;
    leave();
  }
}

async function enterAll(
  gates: readonly Gate[],
  signal: AbortSignal | undefined,
): Promise<() => void> {
  const leaves: (() => void)[] = [];
  const leave = (): void => {
    for (const one of leaves.splice(0).toReversed()) one();
  };
  try {
    for (const gate of gates) leaves.push(await gate.enter(signal));
  } catch (error) {
    leave();
    throw error;
  }
  return leave;
}

/** A store that fails must not keep the places of whoever asked it. */
async function remainingOrLeave(penalty: PenaltyGate, leave: () => void): Promise<number> {
  try {
    return await penalty.remainingMs();
  } catch (error) {
    leave();
    throw error;
  }
}
