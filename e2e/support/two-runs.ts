import { expect } from 'vitest';
import { allWell, judge } from './judge.ts';
import type { Office } from './use-office.ts';

/** Long enough for another process to start meanwhile. */
const overlap = { match: { path: '/coql' }, effect: { kind: 'delay', ms: 1500 } } as const;

/** Starts two runs of one job at the same instant: exactly one of them must do the work. */
export async function startTwo(office: Office): Promise<void> {
  const { emulator, place } = office;
  emulator.faults.add(overlap);
  const both = await Promise.all([place.start('run').ended, place.start('run').ended]);
  const codes = both.map(({ code }) => code).toSorted((a, b) => (a ?? 0) - (b ?? 0));
  expect({ codes, both }).toMatchObject({ codes: [0, 6] });
  expect(both.find(({ code }) => code === 6)?.err).toContain('another run');
  expect(judge(emulator)).toEqual(allWell);
}
