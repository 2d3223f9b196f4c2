import { expect, test } from 'vitest';
import { playCrowd } from './testing/crowd.ts';

test('twelve clients at once in bad weather leave a store that their answers allow', async () => {
  const { sent, noted, faults, broken } = await playCrowd({
    clients: 12,
    callsPerClient: 60,
    seed: 'short',
  });
  expect(broken).toEqual([]);
  expect(noted).toBe(sent);
  expect(faults).toBeGreaterThan(50);
});
