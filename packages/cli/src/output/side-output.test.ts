import { describe, expect, it, test } from 'vitest';
import { withLiveLines } from '../live-lines.ts';
import {
  penalty,
  progress,
  provedItem,
  recordEnd,
  requestEnd,
  runStart,
  summary,
} from '../testing/events.ts';
import { createScreen } from '../testing/screen.ts';
import type { RunEvent } from './run-event.ts';
import { createSideOutput, type SideOutputOptions } from './side-output.ts';

/** What a command shows whose result is for standard output. */

const start = Date.UTC(2026, 0, 31, 9);

interface Outputs extends Partial<SideOutputOptions> {
  /** Whether standard error is a terminal. */
  watched?: boolean;
  env?: Record<string, string>;
  /** Between two events. */
  seconds?: number;
}

function show(events: readonly RunEvent[], options: Outputs = {}) {
  const { watched = false, env = {}, seconds = 1, json = false, quiet = false } = options;
  let [out, err] = ['', ''];
  const screen = createScreen(100);
  const outputs = withLiveLines(
    {
      out: { isTTY: false, write: (text) => void (out += text) },
      err: {
        isTTY: watched,
        columns: 100,
        rows: 24,
        write(text) {
          err += text;
          screen.write(text);
        },
      },
    },
    env,
  );
  let at = start;
  const { signal } = new AbortController();
  const listen = createSideOutput(
    { ...outputs, env, signal },
    { json, quiet },
  )({
    runId: 'run-1',
    now: () => (at += seconds * 500),
    redact: (text) => text.replaceAll('hunter2', '***'),
  });
  for (const event of events) listen(event);
  return { out, err, seen: screen.lines() };
}

const undo: RunEvent = { ...runStart, command: 'undo' };
const found: RunEvent = { type: 'upkeep-start', records: 1, items: 2 };
const failed: RunEvent = {
  type: 'item-undone',
  recordId: '573',
  item: provedItem,
  result: 'failed',
  message: 'hunter2 \u001B[2J',
};
const end: RunEvent = {
  type: 'summary',
  command: 'undo',
  dryRun: false,
  exitCode: 1,
  records: {},
  items: { failed: 1 },
  message: undefined,
};
const work = [undo, found, failed, requestEnd];

describe('at a terminal', () => {
  it.each([[{}], [{ json: true }]])('standard error says how far it is (%j)', (options) => {
    const { seen } = show(work, { watched: true, ...options });
    expect(seen.at(-1)).toMatch(/^1 of 2 files and folders · 1 failed · 0 of 1 record/);
  });

  it('and nothing of it is left in the end', () => {
    const { seen } = show([...work, penalty, end], { watched: true });
    expect(seen).toEqual([expect.stringMatching(/^! org B: Zoho asks us to wait 120 s/)]);
  });

  test.each([
    ['--quiet', { quiet: true }],
    ['CI', { env: { CI: 'true' } }],
    ['a dumb terminal', { env: { TERM: 'dumb' } }],
  ])('%s has no line that is written anew', (_, options) => {
    expect(show(work, { watched: true, ...options }).err).toBe('');
  });

  test('NO_COLOR takes the colours', () => {
    const yellow = '\u001B[33m';
    expect(show([undo, penalty], { watched: true }).err).toContain(yellow);
    const { err } = show([undo, penalty], { watched: true, env: { NO_COLOR: '1' } });
    expect(err).not.toContain(yellow);
  });
});

describe('piped', () => {
  it('is what was done line by line, harmless, and no escape code', () => {
    const { out, err } = show([...work, end]);
    expect(out).toBe('Record 573: "offer.pdf" failed: *** �[2J\n');
    expect(err).toBe('');
  });

  it('is no such line for a program', () => {
    expect(show([...work, end], { json: true })).toMatchObject({ out: '', err: '' });
  });

  it('is a line now and then for long work, but not with --quiet, nor for a program', () => {
    const slowly = { seconds: 45 };
    expect(show(work, slowly).err).toMatch(/^So far: .*, for \d+ min.*\n$/);
    expect(show(work, { ...slowly, quiet: true }).err).toBe('');
    expect(show(work, { ...slowly, json: true }).err).toBe('');
  });

  it('says of waits and warnings on standard error, and of nothing that the result says', () => {
    const warning: RunEvent = { type: 'warning', message: 'mind hunter2' };
    const { out, err } = show([undo, penalty, warning, recordEnd, progress(1), summary]);
    expect(out).toBe('');
    expect(err.split('\n')).toEqual([
      expect.stringMatching(/^WARN org B: Zoho asks us to wait/),
      'WARN mind ***',
      '',
    ]);
  });
});
