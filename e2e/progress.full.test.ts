import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createScreen } from '../packages/cli/src/testing/screen.ts';
import { createTypist } from '../packages/cli/src/testing/talk-to-terminal.ts';
import { startAtTerminal, type AtTerminal } from './support/at-terminal.ts';
import { allWell, judge, live } from './support/judge.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';

/** What a person sees of a run, a plan and an undo, at a real terminal. */

const office = useOffice(smallSeed);
const columns = 100;

/** Files that take their time: the large one some twelve seconds. */
function slowly(): void {
  const effect = { kind: 'drip', bytesPerSecond: 2 ** 20 } as const;
  office.emulator.faults.add({ match: { role: 'download', every: 1 }, effect });
}

/** Answers that take their time, so that somebody can see what is done. */
function hesitantly(ms = 300): void {
  const match = { path: /\/crm\/|\/workdrive\//u, every: 1 };
  office.emulator.faults.add({ match, effect: { kind: 'delay', ms } });
}

function start(env: Record<string, string> = {}, ...args: string[]): AtTerminal {
  return startCommand(['run', ...args], env);
}

function startCommand(args: readonly string[], env: Record<string, string> = {}): AtTerminal {
  return startAtTerminal(args, { cwd: office.place.directory, env, columns });
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
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}Record \d+: stored "a\.pdf"/u));
  expect(lines.at(-1)).toMatch(/^2 of 3 files · 0 of 1 record/u);

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

test('a plan says of which record it is, and leaves nothing but its table', async () => {
  hesitantly();
  const plan = startCommand(['plan']);
  await createTypist(plan).waitFor('looking for folder "Deal 7"');
  const lines = seen(plan.shown());
  expect(lines.at(-2)).toMatch(/^ {2}Record \d+: looking for folder "Deal 7"$/u);
  expect(lines.at(-1)).toMatch(/^0 of 1 record · \d+ requests · for \d+ s$/u);

  expect(await plan.ended).toBe(0);
  const after = seen(plan.shown());
  expect(after[0]).toMatch(/^RECORD +FOLDER/u);
  // No line of the table is folded: each record has one.
  expect(after[1]).toMatch(/^\d+ +Deal 7 .* tick +the known parent$/u);
  expect(after.filter((line) => line.includes('·'))).toEqual([]);
});

test('a plan for a program has its progress beside it, at the terminal only', async () => {
  hesitantly();
  const plan = startCommand(['plan', '--json', '--out', 'plan.json']);
  await createTypist(plan).waitFor('requests');
  expect(await plan.ended).toBe(0);
  const after = seen(plan.shown());
  expect(JSON.parse(after.join(''))).toMatchObject({ type: 'plan' });

  const piped = await office.place.run('plan', '--csv');
  expect(piped).toMatchObject({ code: 0, err: '' });
  expect(piped.out).not.toContain('\u001B');
});

test.each([
  ['--quiet', {}, ['--quiet']],
  ['CI', { CI: 'true' }, []],
])('a plan with %s shows no line that is written anew', async (_, env, flags) => {
  const plan = startCommand(['plan', ...flags], env);
  expect(await plan.ended).toBe(0);
  expect(plan.shown()).toContain('1 with something to send');
  expect(sequences(plan.shown(), 'AJK')).toEqual([]);
});

test('Ctrl-C ends a plan, with a sentence and nothing left behind', async () => {
  hesitantly(2000);
  const plan = startCommand(['plan']);
  await createTypist(plan).waitFor('looking for');
  plan.press('\u0003');
  expect(await plan.ended).toBe(130);
  const after = seen(plan.shown());
  expect(after.at(-1)).toBe('zohokit: interrupted');
  expect(after.join('\n')).toContain('So far nothing was done; nothing was changed; log:');
  expect(after.filter((line) => line.includes('·'))).toEqual([]);
});

test('an undo says what it took back last and how much is left, and Ctrl-C stops it resumably', async () => {
  expect((await office.place.run('run')).code).toBe(0);
  hesitantly();
  const undo = startCommand(['undo', 'last', '--yes']);
  await createTypist(undo).waitFor('1 of 3 files and folders');
  const lines = seen(undo.shown());
  expect(lines.at(-2)).toMatch(/^ {2}"a\.pdf": trashed$/u);
  expect(lines.at(-1)).toMatch(/^1 of 3 files and folders · 1 of 1 record · \d+ requests/u);
  undo.press('\u0003');
  expect(await undo.ended).toBe(130);
  const shown = stripVTControlCharacters(undo.shown());
  expect(shown).toContain('Stopping. Ctrl-C stops at once; the same command goes on.');
  const after = seen(undo.shown()).join('');
  expect(after).toMatch(
    /So far 1 record unticked, [12] files? (?:or|and) folders? trashed; the same/u,
  );
  expect(after).toMatch(/zohokit: interrupted$/u);

  office.emulator.faults.clear();
  const again = startCommand(['undo', 'last', '--yes']);
  expect(await again.ended).toBe(0);
  expect(seen(again.shown()).join('')).toMatch(/Run .*: 0 records unticked, [12] trashed/u);
  expect(live(office.emulator, 'a')).toEqual([]);
});

test('Ctrl-C twice stops an undo at once; the next run settles it, and the lock is free', async () => {
  expect((await office.place.run('run')).code).toBe(0);
  const match = { method: 'PATCH', every: 1 };
  office.emulator.faults.add({ match, effect: { kind: 'hold' } });
  const undo = startCommand(['undo', 'last', '--yes']);
  await createTypist(undo).waitFor('0 of 3 files and folders');
  undo.press('\u0003\u0003');
  expect(await undo.ended).toBe(130);
  office.emulator.faults.clear();
  expect(await startCommand(['undo', 'last', '--yes']).ended).toBe(0);
  expect(await start().ended).toBe(0);
  expect(judge(office.emulator)).toEqual(allWell);
});

test('a verification of the very bytes has a line for the file that it reads', async () => {
  expect((await office.place.run('run')).code).toBe(0);
  slowly();
  const verify = startCommand(['verify', 'last', '--content']);
  await createTypist(verify).waitFor('MiB / 12.0 MiB');
  const lines = seen(verify.shown());
  expect(lines.at(-2)).toMatch(/^ {2}big\.mov +[█░]{16} +\d+ % .* MiB \/ 12\.0 MiB/u);
  expect(lines.at(-1)).toMatch(/^1 of 3 files and folders/u);
  verify.press('\u0003');
  expect(await verify.ended).toBe(130);
});
