import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createScreen } from '../packages/cli/src/testing/screen.ts';
import { createTypist } from '../packages/cli/src/testing/talk-to-terminal.ts';
import { startAtTerminal, type AtTerminal } from './support/at-terminal.ts';
import { allWell, judge } from './support/judge.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';

/** What a person sees of a run, at a real terminal. */

const office = useOffice(smallSeed);
const columns = 100;

/** Files that take their time: the large one some twelve seconds. */
function slowly(): void {
  const effect = { kind: 'drip', bytesPerSecond: 2 ** 20 } as const;
  office.emulator.faults.add({ match: { role: 'download', every: 1 }, effect });
}

function start(env: Record<string, string> = {}, ...args: string[]): AtTerminal {
  return startAtTerminal(['run', ...args], { cwd: office.place.directory, env, columns });
}

/** The escape sequences that end with one of these letters. */
function sequences(text: string, letters: string): string[] {
  return text.split('\u001B[').filter((part, index) => {
    const [letter = ''] = /[A-Za-z]/u.exec(part) ?? [];
    return index > 0 && letters.includes(letter);
  });
}

/** What is on the terminal after all that was written to it. */
function seen(shown: string): string[] {
  const screen = createScreen(columns);
  screen.write(shown.replaceAll('\r\n', '\n'));
  return screen.lines();
}

test('files under way stand below what has happened, and are gone in the end', async () => {
  slowly();
  const run = start();
  await createTypist(run).waitFor('2 of 3 files');
  const atWork = /^ {2}big\.mov +[█░]{16} +\d+ % .* MiB \/ 12\.0 MiB .*\/s/u;
  await expect.poll(() => seen(run.shown()).at(-2), { timeout: 20_000 }).toMatch(atWork);
  const lines = seen(run.shown());
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}stored "a\.pdf"/u));
  expect(lines.at(-1)).toMatch(/^2 of 3 files · 0 of 1 records/u);

  expect(await run.ended).toBe(0);
  const after = seen(run.shown());
  expect(after.at(-1)).toMatch(/^✔ Run ended: 1 transferred; 3 of 3 files transferred/u);
  expect(after.filter((line) => line.includes('░') || line.includes('·'))).toEqual([]);
});

test.each([
  ['--quiet', {}, ['--quiet'], ''],
  ['CI', { CI: 'true' }, [], 'Run ended'],
])('%s shows no line that is written anew', async (_, env, args, said) => {
  const run = start(env, ...args);
  expect(await run.ended).toBe(0);
  expect(run.shown()).toContain(said);
  expect(sequences(run.shown(), 'AJK')).toEqual([]);
});

test('NO_COLOR leaves the lines and takes the colours', async () => {
  const run = start({ NO_COLOR: '1' });
  expect(await run.ended).toBe(0);
  expect(sequences(run.shown(), 'AJK')).not.toEqual([]);
  expect(sequences(run.shown(), 'm')).toEqual([]);
});

test('Ctrl-C says that it stops, takes back what is under way, and the next run goes on', async () => {
  slowly();
  const run = start();
  await createTypist(run).waitFor('2 of 3 files');
  run.press('\u0003');
  expect(await run.ended).toBe(130);
  expect(stripVTControlCharacters(run.shown())).toContain('Stopping: what is under way');
  expect(seen(run.shown()).at(-1)).toMatch(/stopped: interrupted \(exit code 130\)$/u);
  office.emulator.faults.clear();
  expect(await start().ended).toBe(0);
  expect(judge(office.emulator)).toEqual(allWell);
});

test('Ctrl-C twice stops at once, and the next run goes on all the same', async () => {
  // An answer that never comes holds up the stop.
  office.emulator.faults.add({ match: { role: 'upload', every: 1 }, effect: { kind: 'hold' } });
  const run = start();
  await createTypist(run).waitFor('0 of 3 files');
  run.press('\u0003\u0003');
  expect(await run.ended).toBe(130);
  expect(seen(run.shown()).join('\n')).toMatch(/Stopped at once|exit code 130/u);
  office.emulator.faults.clear();
  expect(await start().ended).toBe(0);
  expect(judge(office.emulator)).toEqual(allWell);
});

test('what is piped has no escape code', async () => {
  const { code, out, err } = await office.place.run('run');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).not.toContain('\u001B');
  expect(out.trimEnd().split('\n').at(-1)).toMatch(/^Run ended: 1 transferred/u);
});
