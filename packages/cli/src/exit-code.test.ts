import { describe, expect, it } from 'vitest';
import { exitCodeOfRun, firstExitCode, type ExitCode, type RunEnd } from './exit-code.ts';

describe('firstExitCode', () => {
  it('is 0 when nothing applies', () => {
    expect(firstExitCode([])).toBe(0);
    expect(firstExitCode([0, 0])).toBe(0);
  });

  it.each<[ExitCode[], ExitCode]>([
    [[7, 1, 10, 130, 5, 6, 4, 3, 2], 2],
    [[7, 1, 10, 130, 5, 6, 4, 3], 3],
    [[7, 1, 10, 130, 5, 6, 4], 4],
    [[7, 1, 10, 130, 5, 6], 6],
    [[7, 1, 10, 130, 5], 5],
    [[7, 1, 10, 130], 130],
    [[7, 1, 10], 10],
    [[7, 1], 1],
    [[7, 0], 7],
  ])('of %j tells %i', (codes, expected) => {
    expect(firstExitCode(codes)).toBe(expected);
  });
});

describe('exitCodeOfRun', () => {
  const nothing = { refused: 0 };

  it.each<[string, RunEnd, ExitCode]>([
    ['nothing to do', { ...nothing, statuses: [] }, 0],
    ['all transferred', { ...nothing, statuses: ['transferred', 'ticked-by-person'] }, 0],
    ['warnings', { ...nothing, statuses: ['no-files', 'folder-not-found'] }, 0],
    ['one failed', { ...nothing, statuses: ['transferred', 'failed'] }, 1],
    ['one partly', { ...nothing, statuses: ['partly-transferred'] }, 1],
    ['a tick refused', { ...nothing, statuses: ['not-written'] }, 1],
    ['edited meanwhile', { ...nothing, statuses: ['changed'] }, 1],
    ['ambiguous', { ...nothing, statuses: ['ambiguous'] }, 7],
    ['uncertain', { ...nothing, statuses: ['uncertain', 'transferred'] }, 7],
    ['uncertain in a record not touched', { ...nothing, statuses: [], uncertain: 1 }, 7],
    ['failed beside uncertain', { ...nothing, statuses: ['uncertain', 'failed'] }, 1],
    ['a refused id', { statuses: [], refused: 1 }, 1],
    ['authorization', { ...nothing, statuses: [], stoppedBy: { reason: 'authorization' } }, 4],
    ['try later', { ...nothing, statuses: ['failed'], stoppedBy: { reason: 'try-later' } }, 5],
    ['settings', { ...nothing, statuses: [], stoppedBy: { reason: 'configuration' } }, 3],
    ['journal', { ...nothing, statuses: [], stoppedBy: { reason: 'state' } }, 1],
    [
      'stopped',
      { ...nothing, statuses: ['interrupted'], stoppedBy: { reason: 'interrupted' } },
      130,
    ],
  ])('of a run with %s is told', (_, end, expected) => {
    expect(exitCodeOfRun(end, false)).toBe(expected);
  });

  it('is 1 for warnings when strict', () => {
    expect(exitCodeOfRun({ ...nothing, statuses: ['no-files'] }, true)).toBe(1);
    expect(exitCodeOfRun({ ...nothing, statuses: ['folder-not-found'] }, true)).toBe(1);
    expect(exitCodeOfRun({ ...nothing, statuses: ['transferred'] }, true)).toBe(0);
  });
});
