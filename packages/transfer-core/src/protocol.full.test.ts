import { expect, test } from 'vitest';
import { playInterleavings } from './testing/interleavings.ts';
import { mortalPorts } from './testing/mortal-ports.ts';

test('no interleaving of any death and a foreign write loses, doubles or falsely ticks', async () => {
  const totals = await playInterleavings(mortalPorts, 1);

  expect(totals.cases).toBeGreaterThan(100_000);
  expect(totals).toMatchObject({ loss: 0, duplicate: 0, falseTick: 0, unfinished: 0 });
});
