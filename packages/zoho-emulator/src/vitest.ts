import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import { defaultSeed } from './default-seed.ts';
import type { Emulator, EmulatorOptions } from './emulator.ts';

/** What the emulator of a test file starts with, and whether tests share what they do to it. */
export interface UseEmulatorOptions extends EmulatorOptions {
  /** Whether each test begins with a fresh seed, no faults and an empty ledger. @default true */
  resetBeforeEach?: boolean | undefined;
}

/** What tests reach the emulator by. */
export interface UsedEmulator {
  /** Throws outside of tests and hooks: it runs from `beforeAll` to `afterAll`. */
  readonly emulator: Emulator;
}

/**
 * One emulator for the tests of a file or of a `describe`: started before all, reset before each,
 * closed after all.
 *
 * ```ts
 * const zoho = useEmulator({ profile: 'worst' });
 * test('…', async () => {
 *   zoho.emulator.faults.add({ effect: { kind: 'reset' } });
 * });
 * ```
 */
export function useEmulator(options: UseEmulatorOptions = {}): UsedEmulator {
  const { resetBeforeEach = true, ...rest } = options;
  let running: Emulator | undefined;
  let fresh = false;

  beforeAll(async () => {
    running = await createEmulator(rest);
    fresh = true;
  });
  beforeEach(() => {
    // The first test has what was just made.
    if (resetBeforeEach && !fresh) running?.reset(rest.seed ?? defaultSeed);
    fresh = false;
  });
  afterAll(async () => {
    await running?.close();
    running = undefined;
  });
  return {
    get emulator() {
      if (running === undefined) {
        throw new Error('The emulator runs within tests and hooks only: use it there');
      }
      return running;
    },
  };
}
