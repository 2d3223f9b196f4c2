import { expect, it } from 'vitest';
import { findMismatches } from './testing/generated-values.ts';

it('searches and queries for 500 generated texts find what a filter finds', async () => {
  expect(await findMismatches(500)).toEqual([]);
});
