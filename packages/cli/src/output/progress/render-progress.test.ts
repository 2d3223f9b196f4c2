import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import { createPaint } from '../../looks.ts';
import {
  itemStart,
  itemStored,
  penalty,
  progress,
  recordEnd,
  recordPlanned,
} from '../../testing/events.ts';
import { widthOfText } from '../cut-to-width.ts';
import { harmless } from '../harmless.ts';
import type { RunEvent } from '../run-event.ts';
import { advance, createProgress, type Progress } from './progress.ts';
import { renderProgress } from './render-progress.ts';

const start = Date.UTC(2026, 0, 31, 9);
const mib = 2 ** 20;

/** A run after these events, told second by second. */
function after(...events: readonly RunEvent[]): Progress {
  const state = createProgress(start);
  events.forEach((event, second) => advance(state, event, start + second * 1000));
  return state;
}

function render(
  state: Progress,
  { seconds = 0, columns = 100, rows = 24, colourful = false } = {},
): string[] {
  return renderProgress(state, {
    now: start + seconds * 1000,
    columns,
    rows,
    paint: createPaint(colourful),
    clean: harmless,
  });
}

const selected: RunEvent = { type: 'records-selected', pending: 3, reopened: 0, selected: 3 };
const sent = (id: string, bytes: number, sizeBytes: number | undefined = 40 * mib): RunEvent => ({
  ...progress(bytes, `${id}.pdf`, id),
  sizeBytes,
});

describe('a file under way', () => {
  it('has its share, its rate and the time it still takes', () => {
    const state = after(
      selected,
      itemStart('a.pdf', 'a'),
      sent('a', 0),
      sent('a', 4 * mib),
      sent('a', 10 * mib),
    );
    expect(render(state, { seconds: 4 })[0]).toMatch(
      /^  a\.pdf +████░{12}   25 % +10\.0 MiB \/ 40\.0 MiB +5\.0 MiB\/s +6 s left$/,
    );
  });

  it('says that it is opened, proved, or stands still', () => {
    expect(render(after(itemStart('a.pdf', 'a')))[0]).toMatch(/opening$/);
    expect(render(after(sent('a', 40 * mib)))[0]).toMatch(/proving$/);
    const still = after(sent('a', mib), sent('a', mib));
    expect(render(still, { seconds: 60 })[0]).toMatch(/0 bytes\/s +no bytes come$/);
  });

  it('promises no time where the source does not say the size', () => {
    const unknown = (bytes: number): RunEvent => ({ ...progress(bytes), sizeBytes: undefined });
    const state = after(unknown(0), unknown(mib));
    expect(render(state, { seconds: 2 })[0]).toMatch(/ 1\.0 MiB +512\.0 KiB\/s *$/);
  });

  it('goes on from nothing when it begins anew, and counts what was moved twice', () => {
    const state = after(sent('a', 0), sent('a', 8 * mib), sent('a', 0), sent('a', 2 * mib));
    expect(state.moved).toBe(10 * mib);
    expect(render(state, { seconds: 3 })[0]).toContain('2.0 MiB/s');
  });

  it('is gone once it is stored or has failed', () => {
    const state = after(itemStart('a.pdf', 'item1'), itemStored);
    expect(render(state)).toEqual(['looking for records · 2.0 KiB · for 0 s']);
  });

  it('cannot steer the terminal by its name', () => {
    const [line = ''] = render(after(itemStart('\u001B[2J\u202Egpj.exe\nRecord 1', 'a')), {
      columns: 200,
    });
    expect(line).toContain(String.raw`�[2J�gpj.exe\nRecord 1`);
  });
});

describe('the width', () => {
  const names = ['a.pdf', '見積書'.repeat(30), `${'long'.repeat(40)}.pdf`, '📄👩\u200D🚀.zip'];
  const state = after(
    selected,
    recordPlanned,
    ...names.map((name) => itemStart(name, name)),
    penalty,
  );
  state.stopping = true;

  test.each([10, 20, 36, 40, 60, 80, 120, 200])('%i is never reached by any line', (columns) => {
    for (const line of render(state, { columns, colourful: true }))
      expect(widthOfText(stripVTControlCharacters(line))).toBeLessThan(columns);
  });

  it('costs the name its end, and the rest one by one', () => {
    const file = after(itemStart('a.pdf', 'a'), sent('a', mib), sent('a', 2 * mib));
    const at = (columns: number): string =>
      (render(file, { seconds: 3, columns })[0] ?? '').trimEnd();
    expect(at(80)).toMatch(
      /^  a\.pdf +5 % +2\.0 MiB \/ 40\.0 MiB +512\.0 KiB\/s +1 min 16 s left$/,
    );
    expect(at(50)).toMatch(/^  a\.pdf +5 % +512\.0 KiB\/s +1 min 16 s left$/);
    expect(at(40)).toMatch(/^  a\.pdf +5 % +1 min 16 s left$/);
    expect(at(20)).toMatch(/^  a\.pdf +5 %$/);
    expect(render(state, { columns: 40 })[1]).toContain('…');
  });
});

it('never takes more lines than the terminal has', () => {
  const many = after(...Array.from({ length: 16 }, (_, n) => itemStart(`${n}.pdf`, `${n}`)));
  expect(render(many, { rows: 24 })).toHaveLength(17);
  const few = render(many, { rows: 8 });
  expect(few).toHaveLength(7);
  expect(few.slice(-2)).toEqual(['  and 11 more', 'looking for records · for 0 s']);
});

describe('a wait', () => {
  const state = after(penalty);

  it('is shown with its countdown until it is over', () => {
    expect(render(state, { seconds: 30 })[0]).toBe(
      '  org B: Zoho asks us to wait: 1 min 30 s left, until 09:02:00 UTC',
    );
    expect(render(state, { seconds: 119 })[0]).toContain('1 s left');
    expect(render(state, { seconds: 120 })).toEqual(['looking for records · for 2 min']);
  });

  it('ends with the penalty', () => {
    advance(state, { type: 'penalty-end', connection: 'org B', key: 'workdrive:eu:abc' }, start);
    expect(render(state)).toHaveLength(1);
  });

  it('is told of an access token, too', () => {
    const until = start + 60_000;
    const mint = after({ type: 'mint-wait', connection: 'org A', until, waitMs: 60_000 });
    expect(render(mint)[0]).toContain('org A: the next access token has to wait: 1 min left');
  });
});

describe('the totals', () => {
  it('count files, records and what failed', () => {
    const state = after(selected, recordPlanned, itemStored, recordEnd);
    expect(render(state, { seconds: 75 })).toEqual([
      '1 of 1 file · 1 of 3 records · 2.0 KiB · for 1 min 15 s',
    ]);
  });

  it('promise a time only when all is planned and no size is unknown', () => {
    const one: RunEvent = { type: 'records-selected', pending: 1, reopened: 0, selected: 1 };
    const going = after(one, recordPlanned, { ...progress(512), sizeBytes: 2048 }, progress(1024));
    expect(render(going, { seconds: 4 }).at(-1)).toContain(
      '0 of 1 record · 4 s left · 256 bytes/s',
    );
    const more = after(selected, recordPlanned, progress(512), progress(1024));
    expect(render(more, { seconds: 4 }).at(-1)).not.toContain('left');
  });
});

it('says that it stops, and what another Ctrl-C does', () => {
  const state = after(selected);
  state.stopping = true;
  expect(render(state).at(-1)).toMatch(/^Stopping: .*Ctrl-C stops at once/);
});
