import { TransferFailure } from '@zohokit/transfer-core';
import { describe, expect, it, test } from 'vitest';
import type { TextOutput } from '../app.ts';
import { withLiveLines } from '../live-lines.ts';
import {
  outcome,
  penalty,
  progress,
  recordEnd,
  recordPlan,
  recordStart,
  requestEnd,
  runStart,
  summary,
} from '../testing/events.ts';
import { createScreen } from '../testing/screen.ts';
import { createJsonOutput } from './json-output.ts';
import type { RunEndEvent, RunEvent } from './run-event.ts';
import { createTextOutput } from './text-output.ts';

function createSink(isTTY = false): TextOutput & { text(): string } {
  let written = '';
  return { isTTY, write: (text) => void (written += text), text: () => written };
}

const redact = (text: string): string => text.replaceAll('hunter2', '***');
const now = (): number => Date.UTC(2026, 0, 31, 9);

interface ShowOptions {
  isTTY?: boolean;
  quiet?: boolean;
  env?: Record<string, string>;
}

describe('createTextOutput', () => {
  const show = (
    events: RunEvent[],
    { isTTY = false, quiet = false, env }: ShowOptions = {},
  ): string => {
    const out = createSink(isTTY);
    const listen = createTextOutput({ out, quiet, env, now, redact });
    for (const event of events) listen(event);
    return out.text();
  };

  /** What a person sees in the end. */
  const watch = (events: RunEvent[], { quiet = false, asked = new AbortController() } = {}) => {
    const screen = createScreen(100);
    const tty = { isTTY: true, write: screen.write, columns: 100, rows: 24 };
    const { out } = withLiveLines({ out: tty, err: tty }, {});
    let at = now();
    const tick = (): number => (at += 200);
    const { signal } = asked;
    const listen = createTextOutput({ out, quiet, now: tick, redact, signal });
    for (const event of events) listen(event);
    if (events.includes(runStart)) asked.abort();
    return screen.lines();
  };

  it('says how a record ended', () => {
    expect(show([recordEnd])).toBe(
      'ERROR Record 573: partly-transferred (2 files: 1 transferred, 1 failed): one file is blocked\n',
    );
  });

  it.each<[string, RunEndEvent['records'], boolean]>([
    ['of several records', { 'folder-not-found': 2 }, true],
    ['of the only record', { 'folder-not-found': 1 }, false],
    ['of some records', { 'folder-not-found': 2, transferred: 1 }, false],
  ])('says where folders are looked for when no folder %s was found', (_, records, isSaid) => {
    const lines = show([{ ...summary, records }]);
    expect(lines.includes('WORKDRIVE_SOURCE_PARENT_FOLDER_ID')).toBe(isSaid);
    expect(lines).toContain('Run ended: ');
  });

  it('says until when Zoho makes us wait', () => {
    expect(show([penalty])).toContain('org B: Zoho asks us to wait 120 s');
  });

  it('tells nobody of single attempts on the wire', () => {
    expect(show([requestEnd])).toBe('');
  });

  it('shows no progress where nobody watches', () => {
    expect(show([progress(1024)])).toBe('');
  });

  it('keeps progress below what it says on a terminal, until the summary', () => {
    const events = [recordStart, progress(1024), recordEnd];
    expect(watch(events).slice(1)).toEqual([
      expect.stringMatching(/Record 573: partly-transferred/),
      expect.stringMatching(/^ {2}offer\.pdf .* 50 % .* 1\.0 KiB \/ 2\.0 KiB/),
      expect.stringMatching(/records/),
    ]);
    expect(watch([...events, summary]).at(-1)).toMatch(/Run ended/);
  });

  it('shows no progress when quiet', () => {
    expect(watch([progress(1024)], { quiet: true })).toEqual([]);
  });

  it('says below when it is asked to stop', () => {
    const asked = new AbortController();
    const events: RunEvent[] = [runStart, progress(1024)];
    expect(watch(events, { asked }).at(-1)).toMatch(/^Stopping: /);
  });

  test.each([
    ['colours', {}, true],
    ['none with NO_COLOR', { NO_COLOR: '1' }, false],
    ['none at a dumb terminal', { TERM: 'dumb' }, false],
  ])('has %s', (_, env, colourful) => {
    const text = show([recordEnd], { isTTY: true, env });
    expect(text.includes('\u001B[')).toBe(colourful);
    expect(text).toContain('✖');
  });

  it('cannot be steered by the name of a file', () => {
    const text = show([progress(1, 'a\u001B[2J\nb')], { isTTY: true });
    expect(text).not.toContain('\u001B[2J');
    const { message: _, ...rest } = outcome;
    const named = show([{ type: 'record-end', outcome: { ...rest, message: 'x\u202Egpj' } }]);
    expect(named).not.toContain('\u202E');
  });

  it.each<[string, (name: string) => RunEvent, number]>([
    ['a folder name', (name) => ({ ...recordStart, folderName: name }), 1],
    ['a message', (message) => ({ type: 'record-end', outcome: { ...outcome, message } }), 1],
    ['a warning', (message) => ({ type: 'warning', message }), 1],
    ['an item of a plan', (name) => recordPlan(name), 2],
  ])('keeps %s from forging a line', (_, toEvent, lines) => {
    const forged = 'x\nRecord 1: transferred\r\u2028y\u0085z';
    const text = show([toEvent(forged)]);
    expect(text.trimEnd().split(/[\n\r\u2028\u0085]/)).toHaveLength(lines);
    expect(text).toContain(String.raw`x\nRecord 1: transferred\r\u2028y\u0085z`);
  });

  it('tells in full only once why a run stops', () => {
    const message = 'org B: Zoho asks for a long wait';
    const failure = new TransferFailure(message, { reach: 'run', reason: 'try-later' });
    const text = show([
      { type: 'run-stopped', failure },
      { type: 'record-end', outcome: { ...outcome, status: 'interrupted', message } },
      { ...summary, message, stopReason: 'try-later' },
    ]);
    expect(text.split(message)).toHaveLength(2);
    expect(text).toContain('the run stopped before it was done\n');
    expect(text).toContain('; stopped: try-later (exit code 1)');
  });

  it('shows only problems when quiet', () => {
    const fine: RunEvent = {
      type: 'record-end',
      outcome: { ...outcome, status: 'transferred', message: '' },
    };
    const done: RunEvent = { ...summary, exitCode: 0 };
    expect(show([fine, done], { quiet: true })).toBe('');
    expect(show([penalty, recordEnd, summary], { quiet: true }).split('\n')).toHaveLength(4);
  });

  it('redacts', () => {
    expect(show([{ type: 'warning', message: 'hunter2' }])).toBe('WARN ***\n');
  });
});

describe('createJsonOutput', () => {
  const show = (events: RunEvent[]): unknown[] => {
    const out = createSink();
    const listen = createJsonOutput({ out, runId: 'run-1', now, redact });
    for (const event of events) listen(event);
    const lines = out.text().trimEnd().split('\n');
    return lines.map((line): unknown => JSON.parse(line));
  };

  it('has one object per event, with its type, time and run', () => {
    const head = { at: '2026-01-31T09:00:00.000Z', runId: 'run-1' };
    expect(show([penalty, recordEnd, summary])).toMatchObject([
      { type: 'penalty-start', ...head },
      { type: 'record-end', ...head, recordId: '573', folderId: 'folder1' },
      { type: 'summary', ...head, exitCode: 1, files: { transferred: 1 } },
    ]);
  });

  it('leaves single attempts on the wire to the log', () => {
    expect(show([requestEnd, recordEnd])).toMatchObject([{ type: 'record-end' }]);
  });

  it('lets progress of each file pass once per second', () => {
    const other = progress(9, 'other.pdf', 'item2');
    expect(show([progress(1), progress(2), other, progress(3), recordEnd])).toMatchObject([
      { type: 'item-progress', sentBytes: 1, sizeBytes: 2048 },
      { type: 'item-progress', sentBytes: 9 },
      { type: 'record-end' },
    ]);
  });

  it('leaves the run out when there is none', () => {
    const out = createSink();
    createJsonOutput({ out, runId: undefined, now, redact })(summary);
    expect(JSON.parse(out.text())).not.toHaveProperty('runId');
  });

  it('redacts', () => {
    expect(show([{ type: 'warning', message: 'hunter2' }])).toMatchObject([{ message: '***' }]);
  });
});
