import { describe, expect, test } from 'vitest';
import type { RunLock } from '../journal.ts';

/** Two locks of one place, as two processes would make them, and a way to lose the held one. */
export interface RunLockUnderTest {
  lock: RunLock;
  other: RunLock;
  /** Takes the place away from its holder without asking. */
  lose: () => Promise<void>;
}

/** The promises of `RunLock`, as tests. Every adapter and every fake must pass them. */
export function testRunLockContract(
  name: string,
  createLocks: () => Promise<RunLockUnderTest>,
): void {
  describe(`${name} keeps the RunLock contract`, () => {
    test('a held lock is refused to everybody else, and stays held', async () => {
      const { lock, other } = await createLocks();
      const held = await lock.acquire();

      expect(await other.acquire()).toBeUndefined();
      expect(await lock.acquire()).toBeUndefined();

      await expect(held?.check()).resolves.toBeUndefined();
      await held?.release();
    });

    test('a released lock is free for others', async () => {
      const { lock, other } = await createLocks();
      const first = await lock.acquire();
      await first?.release();

      const second = await other.acquire();

      await expect(second?.check()).resolves.toBeUndefined();
      await second?.release();
    });

    test('a released lock is no longer ours', async () => {
      const { lock } = await createLocks();
      const held = await lock.acquire();
      await held?.release();
      await expect(held?.check()).rejects.toMatchObject({ reach: 'run', reason: 'state' });
    });

    test('releasing twice does not take the lock from its next holder', async () => {
      const { lock, other } = await createLocks();
      const first = await lock.acquire();
      await first?.release();
      const second = await other.acquire();

      await first?.release();

      await expect(second?.check()).resolves.toBeUndefined();
      expect(await lock.acquire()).toBeUndefined();
      await second?.release();
    });

    test('a lock that was lost is noticed by its holder', async () => {
      const { lock, lose } = await createLocks();
      const held = await lock.acquire();
      await lose();
      await expect(held?.check()).rejects.toMatchObject({ reach: 'run', reason: 'state' });
      await held?.release();
    });
  });
}
