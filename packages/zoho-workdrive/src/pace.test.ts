import { expect, test } from 'vitest';
import { createFakeDrive, jsonApi } from './testing/fake-drive.ts';
import { resource } from './testing/workdrive-network.ts';

test.each([
  ['5 a second unless told', undefined, 9 * 200],
  ['as many a second as are asked for', 2, 9 * 500],
  ['at once when no pace is wanted', Infinity, 0],
])('requests go %s', async (_, pace, elapsedMs) => {
  const { drive, clock } = createFakeDrive(() => jsonApi({ data: resource('id-1') }), { pace });
  const began = clock.now();
  await Promise.all(Array.from({ length: 10 }, () => drive.items.get('id-1')));
  expect(clock.now() - began).toBe(elapsedMs);
});
