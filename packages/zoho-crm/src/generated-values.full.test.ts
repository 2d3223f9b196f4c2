import { expect, it } from 'vitest';
import { findMismatches } from './testing/generated-values.ts';

it('searches and queries for 5,000 generated texts find what a filter finds', async () => {
  expect(await findMismatches(5_000, 11)).toEqual([]);
});
