import { expect, test } from 'vitest';
import { playCrowd } from './testing/crowd.ts';

test('twelve clients at once in bad weather leave a store that their answers allow', async () => {
  const { sent, answered, noted, faults, broken } = await playCrowd({
    clients: 12,
    callsPerClient: 60,
    seed: 'short',
  });
  expect(broken).toEqual([]);
  expect(noted).toBeLessThanOrEqual(sent);
  expect(noted).toBeGreaterThanOrEqual(answered);
  expect(faults).toBeGreaterThan(50);
});
