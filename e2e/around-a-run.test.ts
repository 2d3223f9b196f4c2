import { rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { allWell, judge, live } from './support/judge.ts';
import { smallSeed } from './support/small-seed.ts';
import { useOffice } from './support/use-office.ts';

/** What is done before, between and after runs, by the real program; details are in its own tests. */

const office = useOffice(smallSeed);

const recordId = (): string => office.emulator.records('a', 'Deals')[0]?.id ?? '';

test('a plan is made, approved, run, verified and taken back', async () => {
  const { emulator, place } = office;
  const planned = await place.run('plan', '--out', 'plan.json');
  expect(planned).toMatchObject({ code: 0, err: '' });
  expect(planned.out).toMatch(/^\d+ +Deal 7 +3 +12\.0 MiB/mu);
  expect(planned.out).not.toContain('\u001B');
  expect(live(emulator, 'a')).toEqual([]);

  expect(await place.run('run', '--plan', 'plan.json')).toMatchObject({ code: 0, err: '' });
  expect(judge(emulator)).toEqual(allWell);
  expect(await place.run('verify', 'last', '--content')).toMatchObject({ code: 0, err: '' });
  expect((await place.run('explain', recordId())).out).toContain('transferred, now closed');
  expect((await place.run('status')).out).toContain('with exit code 0');

  expect((await place.run('undo', 'last')).out).toContain('Nothing was changed');
  expect(judge(emulator)).toEqual(allWell);
  expect(await place.run('undo', 'last', '--yes')).toMatchObject({ code: 0, err: '' });
  expect(live(emulator, 'a')).toEqual([]);
  expect(emulator.records('a', 'Deals')).toMatchObject([{ Done: false }]);
});

test('a state is exported, lost and imported, and nothing is sent twice', async () => {
  const { emulator, place } = office;
  await place.run('run');
  expect(await place.run('export', 'state.jsonl')).toMatchObject({ code: 0, err: '' });
  await rm(path.join(place.directory, '.zohokit'), { recursive: true });
  expect((await place.run('history')).code).toBe(3);
  expect(await place.run('import', 'state.jsonl')).toMatchObject({ code: 0, err: '' });
  expect((await place.run('run', '--record-id', recordId(), '--force')).code).toBe(0);
  expect(judge(emulator)).toEqual(allWell);
});

test('a journal that was lost is rebuilt from what is there', async () => {
  const { emulator, place } = office;
  await place.run('run');
  await place.configure({ ZOHOKIT_HOME: 'another' });
  expect(await place.run('rebuild', '--yes')).toMatchObject({ code: 0, err: '' });
  expect((await place.run('run', '--record-id', recordId(), '--force')).code).toBe(0);
  expect(judge(emulator)).toEqual(allWell);
});

test('a run may take no more than so many bytes a second', async () => {
  const { emulator, place } = office;
  expect(await place.run('run', '--bwlimit', '6MiB')).toMatchObject({ code: 0, err: '' });
  expect(judge(emulator)).toEqual(allWell);
  const [start, ...rest] = await place.log();
  const end = rest.at(-1);
  const at = (line: Record<string, unknown> | undefined): number =>
    Date.parse(String(line?.['timestamp']));
  // 12 MiB and a little.
  expect(at(end) - at(start)).toBeGreaterThan(1900);
});

describe('a command that cannot', () => {
  it.each([
    [1, ['explain', '404']],
    [1, ['pin', '404', 'f'.repeat(37)]],
    [2, ['plan', '--csv', '--json']],
    [2, ['run', '--plan', 'none.json']],
    [2, ['verify', 'last']],
    [2, ['undo', 'nobody']],
    [2, ['retry']],
    [2, ['rebuild']],
    [2, ['import', 'none.jsonl']],
    [3, ['status']],
  ])('exits %i: %j', async (exitCode, words) => {
    const { code } = await office.place.run(...words);
    expect(code).toBe(exitCode);
  });
});
