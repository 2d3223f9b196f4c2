import { it } from 'vitest';
import { checkGeneratedValues } from './testing/generated-values.ts';

it('searches and queries for 5,000 generated texts find what a filter finds', async () => {
  await checkGeneratedValues(5_000, 11);
});
