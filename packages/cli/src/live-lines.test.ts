import { expect, it, test } from 'vitest';
import type { TextOutput } from './app.ts';
import { withLiveLines } from './live-lines.ts';
import { createScreen } from './testing/screen.ts';

function open({ columns = 40, env = {} }: { columns?: number; env?: Record<string, string> } = {}) {
  const screen = createScreen(columns);
  let width = columns;
  let written = '';
  const tty: TextOutput = {
    isTTY: true,
    write(text) {
      written += text;
      screen.write(text);
    },
    get columns() {
      return width;
    },
    rows: 24,
  };
  const { out, err } = withLiveLines({ out: tty, err: tty }, env);
  const resize = (next: number): void => {
    width = next;
    screen.resize(next);
  };
  return { out, err, screen, resize, written: () => written };
}

it('keeps lines below whatever is written to either output', () => {
  const { out, err, screen } = open();
  out.live?.(['file 1', 'total']);
  out.write('stored a\n');
  err.write('a warning\n');
  out.live?.(['file 2', 'file 3', 'total']);
  out.write('stored b\nstored c\n');
  expect(screen.lines()).toEqual([
    'stored a',
    'a warning',
    'stored b',
    'stored c',
    'file 2',
    'file 3',
    'total',
  ]);
});

it('leaves nothing behind of lines that are fewer or shorter, or none', () => {
  const { out, screen } = open();
  out.live?.(['a long line', 'another', 'total']);
  out.live?.(['short', 'total']);
  expect(screen.lines()).toEqual(['short', 'total']);
  out.live?.([]);
  out.write('the end\n');
  expect(screen.lines()).toEqual(['the end']);
});

it('never blanks a line that it writes anew, so that nothing flickers', () => {
  const { out, written } = open();
  out.live?.(['a', 'b']);
  const before = written().length;
  out.live?.(['c', 'd']);
  // One write: up, then each line over the old one.
  expect(written().slice(before)).toBe('\r\u001B[1Ac\u001B[K\nd\u001B[J');
});

test.each([20, 11, 7])('finds its lines again when the terminal is %i columns wide', (columns) => {
  const { out, screen, resize } = open();
  out.write('before\n');
  out.live?.(['a line of thirty-four characters..', 'and a total of twenty-nine ..']);
  resize(columns);
  out.live?.(['short', 'total']);
  expect(screen.lines()).toEqual(['before', 'short', 'total']);
  resize(60);
  out.live?.(['a longer line again', 'total']);
  expect(screen.lines()).toEqual(['before', 'a longer line again', 'total']);
});

it('does not write over what has not ended its line', () => {
  const { out, screen } = open();
  out.live?.(['total']);
  out.write('password: ');
  expect(screen.lines()).toEqual(['password:']);
});

it('keeps them at standard error where only that is a terminal', () => {
  let file = '';
  const screen = createScreen(40);
  const { out, err } = withLiveLines(
    {
      out: { isTTY: false, write: (text) => void (file += text) },
      err: { isTTY: true, write: (text) => screen.write(text), columns: 40 },
    },
    {},
  );
  expect(out.live).toBeUndefined();
  err.live?.(['total']);
  out.write('a,b\n');
  err.write('a warning\n');
  err.live?.(['another total']);
  expect(file).toBe('a,b\n');
  expect(screen.lines()).toEqual(['a warning', 'another total']);
});

it('keeps the same lines for both outputs of one terminal', () => {
  const { out, err, screen } = open();
  err.live?.(['total']);
  out.write('stored a\n');
  out.live?.(['another total']);
  err.write('a warning\n');
  err.live?.([]);
  expect(screen.lines()).toEqual(['stored a', 'a warning']);
});

test.each([
  ['in a build', { CI: 'true' }],
  ['at a terminal that cannot move its cursor', { TERM: 'dumb' }],
])('keeps none %s', (_, env) => {
  const { out, err, written } = open({ env });
  expect(out.live).toBeUndefined();
  err.write('text\n');
  expect(written()).toBe('text\n');
});

it('keeps them where CI says that there is none', () => {
  expect(open({ env: { CI: 'false', NO_COLOR: '1' } }).out.live).toBeDefined();
});

it('lets an output that goes to a file alone', () => {
  let file = '';
  const screen = createScreen(40);
  const { out, err } = withLiveLines(
    {
      out: { isTTY: true, write: (text) => screen.write(text), columns: 40 },
      err: { isTTY: false, write: (text) => void (file += text) },
    },
    {},
  );
  out.live?.(['total']);
  err.write('a warning\n');
  expect(file).toBe('a warning\n');
  expect(screen.lines()).toEqual(['total']);
});
