import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { temporaryFolder } from '../testing/test-app.ts';
import { lookAtSchedule } from './look-at-schedule.ts';
import { createNodeMachine } from './node-machine.ts';

const machine = createNodeMachine({ env: { ...process.env, GREETING: 'hello' }, program: '/p' });

const node = (script: string, input?: string) =>
  machine.exec({ file: process.execPath, args: ['-e', script], input });

describe('a program of the machine', () => {
  test.each([
    [
      'says what it says',
      'console.log(process.env.GREETING); console.error("oh")',
      0,
      'hello',
      'oh',
    ],
    ['ends as it ends', 'process.exit(3)', 3, '', ''],
  ])('%s', async (_, script, code, out, err) => {
    const ended = await node(script);
    expect({ code: ended.code, out: ended.out.trim(), err: ended.err.trim() }).toEqual({
      code,
      out,
      err,
    });
  });

  it('reads what it is given, and may leave it unread', async () => {
    expect((await node('process.stdin.pipe(process.stdout)', 'a table\n')).out).toBe('a table\n');
    expect((await node('process.exit(0)', 'x'.repeat(1_000_000))).code).toBe(0);
  });

  it('need not be there', async () => {
    const ended = await machine.exec({ file: 'no-such-program', args: [] });
    expect(ended).toEqual({ code: undefined, out: '', err: '' });
  });
});

describe('a file of the machine', () => {
  it('is written whole, with its folders, and removed twice without complaint', async () => {
    const file = path.join(await temporaryFolder(), 'a', 'b', 'run.sh');
    await machine.write(file, 'first');
    await machine.write(file, 'second', { executable: true });
    expect(await machine.readText(file)).toBe('second');
    expect(await machine.modifiedAt(file)).toBe((await stat(file)).mtimeMs);
    expect(await readdir(path.dirname(file))).toEqual(['run.sh']);
    await machine.remove(file);
    await machine.remove(file);
    expect([await machine.readText(file), await machine.modifiedAt(file)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('that cannot be written leaves nothing', async () => {
    const folder = await temporaryFolder();
    await writeFile(path.join(folder, 'file'), '');
    await expect(machine.write(path.join(folder, 'file', 'below'), 'x')).rejects.toThrow(/file/);
    expect(await readdir(folder)).toEqual(['file']);
  });
});

it('looks at a schedule without rejecting, whatever lies in its place', async () => {
  const home = await temporaryFolder();
  expect(await lookAtSchedule(home, machine)).toEqual({ kind: 'none' });
  const folder = path.join(home, 'schedule', 'installed.json');
  await machine.write(path.join(folder, 'x'), '');
  expect(await lookAtSchedule(home, machine)).toMatchObject({
    kind: 'unknown',
    reason: expect.stringContaining('EISDIR'),
  });
});
