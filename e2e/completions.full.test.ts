import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findProgram } from './support/find-program.ts';
import { mustRun } from './support/run-command.ts';
import { startProgram } from './support/workplace.ts';

/** The shells that are not on every machine complete a command line, too. */

async function scriptFor(shell: string): Promise<{ cwd: string; file: string }> {
  const cwd = await mkdtemp(path.join(tmpdir(), 'zohokit-shell-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const { code, out } = await startProgram(['completions', shell], cwd).ended;
  expect(code).toBe(0);
  const file = path.join(cwd, `zohokit.${shell}`);
  await writeFile(file, out);
  return { cwd, file };
}

test('zsh offers commands, flags and choices', async () => {
  const zsh = await findProgram({ names: ['zsh'], variable: 'ZOHOKIT_ZSH', package: 'zsh' });
  const { cwd, file } = await scriptFor('zsh');
  // What its completion system would call, and what it would be told.
  const lines = [
    'compdef() { : }; compadd() { shift; print -r -- "$@" }; _files() { print files }',
    `source '${file}'`,
    'words=(zohokit auth ""); CURRENT=3; _zohokit',
    'words=(zohokit auth exchange --org ""); CURRENT=5; _zohokit',
    'words=(zohokit run --settings ""); CURRENT=4; _zohokit',
  ];
  expect(await mustRun(zsh, ['-f', '-c', lines.join('\n')], cwd)).toBe(
    'exchange refresh revoke scopes --help\nA B\nfiles\n',
  );
});

test('fish offers commands, flags and choices', async () => {
  const fish = await findProgram({ names: ['fish'], variable: 'ZOHOKIT_FISH', package: 'fish' });
  const { cwd, file } = await scriptFor('fish');
  const offered = async (line: string): Promise<string[]> => {
    const out = await mustRun(fish, ['-c', `source '${file}'; complete -C '${line}'`], cwd);
    return out
      .split('\n')
      .flatMap((one) => one.split('\t').slice(0, 1))
      .filter(Boolean);
  };
  expect(await offered('zohokit auth ')).toEqual(['exchange', 'refresh', 'revoke', 'scopes']);
  expect(await offered('zohokit auth exchange --org ')).toEqual(['A', 'B']);
  expect(await offered('zohokit run --max-t')).toEqual(['--max-time']);
});
