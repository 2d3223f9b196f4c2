import { spawn } from 'node:child_process';
import { describe, expect, it, test } from 'vitest';
import { main } from '../main.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

const shells = ['bash', 'zsh', 'fish', 'powershell'];

async function complete(shell: string): Promise<TestApp> {
  const app = await createTestApp();
  expect(await main(['completions', shell], app)).toBe(0);
  return app;
}

describe.each(shells)('for %s', (shell) => {
  it('has every command, flag and choice', async () => {
    const text = (await complete(shell)).outText();
    for (const word of ['doctor', 'exchange', 'dry-run', 'policy', 'answers', 'powershell'])
      expect(text).toContain(word);
    expect(text).toMatch(/any'?,? '?all/);
  });
});

/** What bash offers for the last of the words. */
async function offered(words: readonly string[]): Promise<string[]> {
  const script = (await complete('bash')).outText();
  const quoted = words.map((word) => `'${word}'`).join(' ');
  const rest = `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _zohokit; echo "\${COMPREPLY[@]}"`;
  // On its standard input: a shell on Windows would take the paths of another for words.
  const child = spawn('bash', ['-s'], { stdio: 'pipe' });
  child.stdin.end(`${script}\n${rest}\n`);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return out.trim().split(' ');
}

test.each([
  [['zohokit', 'do'], ['doctor']],
  [
    ['zohokit', 'auth', 're'],
    ['refresh', 'revoke'],
  ],
  [
    ['zohokit', 'auth', 'exchange', '--org', ''],
    ['A', 'B'],
  ],
  [
    ['zohokit', 'run', '--max-'],
    ['--max-files', '--max-bytes', '--max-time', '--max-requests'],
  ],
  [
    ['zohokit', 'run', '--policy', 'a'],
    ['any', 'all'],
  ],
  [
    ['zohokit', 'completions', ''],
    [...shells, '--help'],
  ],
  // Nobody knows a number.
  [['zohokit', 'run', '--limit', ''], ['']],
])('bash offers for %j: %j', async (words, expected) => {
  expect(await offered(words)).toEqual(expected);
});

it.each([
  [['completions', 'Power-Shel'], 'did you mean powershell?'],
  [['completions'], 'a value is missing: bash|zsh|fish|powershell'],
  [['completions', 'bash', 'zsh'], 'unexpected "zsh": one value too many'],
  [['completions', '--shell', 'bash'], 'unknown flag --shell'],
])('exits 2 for %j', async (rawArgs, said) => {
  const app = await createTestApp();
  expect(await main(rawArgs, app)).toBe(2);
  expect(app.errText()).toContain(said);
});
