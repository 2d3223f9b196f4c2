import { expect, test } from 'vitest';
import { playCrowd } from './testing/crowd.ts';

test.each(['one', 'two', 'three'])(
  'fifty clients with two hundred calls each leave a store that their answers allow: %s',
  async (seed) => {
    const { sent, answered, noted, faults, broken } = await playCrowd({
      clients: 50,
      callsPerClient: 200,
      seed,
    });
    expect(broken).toEqual([]);
    expect(noted).toBeLessThanOrEqual(sent);
    expect(noted).toBeGreaterThanOrEqual(answered);
    expect(faults).toBeGreaterThan(1000);
  },
);
