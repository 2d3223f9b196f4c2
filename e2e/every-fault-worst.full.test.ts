import { expect, test } from 'vitest';
import { playFaults } from './support/every-fault/play-faults.ts';

test('whatever meets a request, a clean run ends as without it (every case, worst profile)', async ({
  annotate,
}) => {
  const totals = await playFaults({ profile: 'worst', every: 1, from: 0 });

  await annotate(`${totals.cases} cases, ${totals.uncertain} of them looked at once more`);
  expect(totals).toMatchObject({ notFelt: 0, problems: [] });
  expect(totals.cases).toBeGreaterThan(750);
}, 600_000);
