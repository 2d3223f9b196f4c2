import type { RebuiltRecord, UpkeepEvent } from '@zohokit/transfer-core';
import { describe, expect, it, test } from 'vitest';
import { createPaint } from '../../looks.ts';
import {
  penalty,
  provedItem,
  recordPlan,
  recordStart,
  requestEnd,
  runStart,
} from '../../testing/events.ts';
import { harmless } from '../harmless.ts';
import type { RunEvent, RunStart } from '../run-event.ts';
import { createProgressNotes } from './progress-notes.ts';
import { advance, createProgress, type Progress } from './progress.ts';
import { renderProgress } from './render-progress.ts';

/** How far plans and the commands around a run are, in the lines that a run has, too. */

const start = Date.UTC(2026, 0, 31, 9);
const mib = 2 ** 20;

const begin = (command: RunStart['command'], dryRun = false): RunEvent => ({
  ...runStart,
  command,
  dryRun,
});

/** The work after these events, told second by second. */
function after(...events: readonly RunEvent[]): Progress {
  const progress = createProgress(start);
  events.forEach((event, second) => advance(progress, event, start + second * 1000));
  return progress;
}

const render = (progress: Progress, { seconds = 0, columns = 100 } = {}): string[] =>
  renderProgress(progress, {
    now: start + seconds * 1000,
    columns,
    rows: 24,
    paint: createPaint(false),
    clean: harmless,
  });

const toUndo: UpkeepEvent = { type: 'upkeep-start', records: 2, items: 3 };
const unticked: RunEvent = {
  type: 'record-undone',
  recordId: '573',
  result: 'unticked',
  message: '',
};
const trashed: RunEvent = {
  type: 'item-undone',
  recordId: '573',
  item: provedItem,
  result: 'trashed',
  message: '',
};
const reading = (readBytes: number, name = 'big.mov'): RunEvent => ({
  type: 'item-reading',
  recordId: '573',
  id: name,
  name,
  readBytes,
  sizeBytes: 8 * mib,
});

describe('what it is at', () => {
  test('of a plan is the record, with the requests as a sign of life', () => {
    const selected: RunEvent = { type: 'records-selected', pending: 2, reopened: 0, selected: 2 };
    expect(render(after(begin('plan', true), requestEnd))).toEqual([
      'looking for records · 1 request · for 0 s',
    ]);
    const planning = after(begin('plan', true), selected, requestEnd, requestEnd, recordStart);
    expect(render(planning, { seconds: 4 })).toEqual([
      '  Record 573: looking for folder "Harbour"',
      '0 of 2 records · 2 requests · for 4 s',
    ]);
    advance(planning, { ...recordPlan('a.pdf'), total: 2 } as RunEvent, start);
    expect(render(planning).at(-1)).toMatch(/^1 of 2 records/);
  });

  test('of an undo is what was done last, and how much of it', () => {
    expect(render(after(begin('undo')))).toEqual(['looking it up · for 0 s']);
    const undoing = after(begin('undo'), toUndo, unticked);
    expect(render(undoing)).toEqual([
      '  Record 573: unticked',
      '0 of 3 files and folders · 1 of 2 records · for 0 s',
    ]);
    advance(undoing, trashed, start);
    advance(undoing, { ...trashed, result: 'failed' }, start);
    expect(render(undoing)).toEqual([
      '  "offer.pdf": failed',
      '2 of 3 files and folders · 1 failed · 1 of 2 records · for 0 s',
    ]);
  });

  test('of a verification is the file that is read, with rate and time, until it was looked at', () => {
    const toLook: RunEvent = { type: 'upkeep-start', items: 2 };
    const verifying = after(
      begin('verify'),
      toLook,
      reading(0),
      reading(2 * mib),
      reading(6 * mib),
    );
    const [file, totals] = render(verifying, { seconds: 4 });
    expect(file).toMatch(
      /^  big\.mov +█{12}░{4} +75 % +6\.0 MiB \/ 8\.0 MiB +3\.0 MiB\/s +1 s left$/,
    );
    expect(totals).toBe('0 of 2 files and folders · 3.0 MiB/s · 6.0 MiB · for 4 s');
    advance(
      verifying,
      { type: 'item-verified', item: provedItem, result: 'missing', message: 'x' },
      start,
    );
    expect(render(verifying, { seconds: 4 })).toEqual([
      '  "offer.pdf": missing',
      '1 of 2 files and folders · 1 not well · 6.0 MiB · for 4 s',
    ]);
  });

  test('of a rebuild is a record of which nobody knows how many there are', () => {
    const looked: RunEvent = { type: 'record-looked-at', recordId: '573', folderName: 'Harbour' };
    const rebuilding = after(begin('rebuild'), { type: 'upkeep-start' }, looked);
    expect(render(rebuilding)).toEqual([
      '  Record 573: looking for folder "Harbour"',
      '0 records · for 0 s',
    ]);
    // One file after the other, of either drive.
    advance(rebuilding, reading(mib, 'a'), start);
    advance(rebuilding, reading(mib, 'b'), start);
    expect(render(rebuilding)).toHaveLength(2);
    const found = {
      type: 'item-rebuilt',
      recordId: '573',
      sourceId: 'x',
      kind: 'file',
      path: 'x',
    } as const;
    advance(rebuilding, { ...found, receipt: provedItem.receipt }, start);
    advance(rebuilding, { ...found, receipt: undefined }, start);
    const end: RebuiltRecord = {
      recordId: '573',
      result: 'open',
      found: 1,
      missing: ['x'],
      message: '',
    };
    advance(rebuilding, { type: 'record-rebuilt', ...end }, start);
    expect(render(rebuilding).at(-1)).toMatch(/^1 found · 1 missing · 1 record · 2\.0 MiB/);
  });

  it('is a wait with its countdown, whatever the command', () => {
    const waiting = after(begin('undo'), toUndo, penalty);
    expect(render(waiting, { seconds: 20 })).toContain(
      '  org B: Zoho asks us to wait: 1 min 40 s left, until 09:02:00 UTC',
    );
  });

  it('cannot steer the terminal, nor be wider than it', () => {
    const name = `\u001B[2J${'long'.repeat(40)}`;
    const item = { ...provedItem, receipt: { ...provedItem.receipt, name } };
    const progress = after(begin('undo'), toUndo, { ...trashed, item });
    const [line = ''] = render(progress, { columns: 40 });
    expect(line).not.toContain('\u001B');
    expect(line).toHaveLength(39);
    expect(line).toMatch(/…$/);
  });
});

test.each([
  ['run', false, 'the next run goes on'],
  ['run', true, 'nothing was changed'],
  ['plan', true, 'nothing was changed'],
  ['verify', false, 'nothing was changed'],
  ['undo', false, 'the same command goes on'],
  ['rebuild', false, 'the same command goes on'],
] as const)('%s (dry: %s) that is asked to stop says what then: %s', (command, dryRun, then) => {
  const progress = after(begin(command, dryRun));
  progress.stopping = true;
  expect(render(progress).at(-1)).toMatch(new RegExp(`^Stopping.*${then}\\.$`));
});

describe('where lines cannot be written anew', () => {
  function listen() {
    const lines: string[] = [];
    let at = start;
    const note = createProgressNotes({ write: (line) => void lines.push(line), now: () => at });
    const tell = (event: RunEvent, { seconds = 0, wasSaid = false } = {}): void => {
      at += seconds * 1000;
      note(event, wasSaid);
    };
    return { lines, tell };
  }

  it('short work says nothing', () => {
    const { lines, tell } = listen();
    for (const event of [begin('undo'), toUndo, unticked, trashed]) tell(event, { seconds: 14 });
    expect(lines).toEqual([]);
  });

  it('long work has a line after each minute without a word', () => {
    const { lines, tell } = listen();
    tell(begin('undo'));
    tell(toUndo, { seconds: 1 });
    for (let second = 0; second < 130; second += 1) tell(requestEnd, { seconds: 1 });
    expect(lines).toEqual([
      'So far: 0 of 3 files and folders, 0 of 2 records, 59 requests, for 1 min',
      'So far: 0 of 3 files and folders, 0 of 2 records, 119 requests, for 2 min',
    ]);
  });

  it('and none while something is said, nor at the end', () => {
    const { lines, tell } = listen();
    tell(begin('undo'));
    for (let minute = 0; minute < 5; minute += 1) tell(trashed, { seconds: 59, wasSaid: true });
    tell(requestEnd, { seconds: 59 });
    const end = { dryRun: false, exitCode: 0, records: {}, items: {}, message: undefined } as const;
    tell({ type: 'summary', command: 'undo', ...end }, { seconds: 600 });
    expect(lines).toEqual([]);
  });
});
