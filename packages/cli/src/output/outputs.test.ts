import { TransferFailure } from '@zohokit/transfer-core';
import { describe, expect, it } from 'vitest';
import type { TextOutput } from '../app.ts';
import {
  outcome,
  penalty,
  progress,
  recordEnd,
  recordPlan,
  recordStart,
  requestEnd,
  summary,
} from '../testing/events.ts';
import { createJsonOutput } from './json-output.ts';
import type { RunEvent } from './run-event.ts';
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
  columns?: number | undefined;
}

describe('createTextOutput', () => {
  const show = (
    events: RunEvent[],
    { isTTY = false, quiet = false, columns }: ShowOptions = {},
  ): string => {
    const out = { ...createSink(isTTY), columns };
    const listen = createTextOutput({ out, quiet, now, redact });
    for (const event of events) listen(event);
    return out.text();
  };

  it('says how a record ended', () => {
    expect(show([recordEnd])).toBe(
      'ERROR Record 573: partly-transferred (2 files: 1 transferred, 1 failed): one file is blocked\n',
    );
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

  it('writes one live line anew on a terminal, and erases it before the next', () => {
    const text = show([progress(1024), recordEnd], { isTTY: true });
    expect(text).toContain('"offer.pdf" 1.0 KiB of 2.0 KiB (50 %)\r\u001B[2K');
    expect(text.endsWith('one file is blocked\n')).toBe(true);
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

  it.each([
    [40, 39],
    [undefined, 79],
  ])('cuts the live line to a terminal of %s columns', (columns, width) => {
    const text = show([progress(1024, '見'.repeat(200))], { isTTY: true, columns });
    const line = text.replace('\r\u001B[2K', '');
    // Two blanks and a quote, then two columns each.
    expect(line).toBe(`  "${'見'.repeat((width - 3) / 2)}`);
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

  it('lets progress pass once per second', () => {
    expect(show([progress(1), progress(2), progress(3), recordEnd])).toMatchObject([
      { type: 'item-progress', sentBytes: 1, sizeBytes: 2048 },
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
