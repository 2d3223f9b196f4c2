import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readFlags, UsageError } from '../bench/src/usage.ts';

const questions = ['copy', 'small'];

test('without flags every question is asked, of a file of 4 GiB', () => {
  const flags = readFlags([], questions);
  expect(flags).toEqual({ json: false, help: false, only: questions, sizeMiB: 4096 });
});

test('questions are asked once, in the order in which they are given', () => {
  expect(readFlags(['--only', 'small, copy,small'], questions).only).toEqual(['small', 'copy']);
});

test.each([
  [['--only', 'large'], '--only large: there are copy, small'],
  [['--only', ''], '--only : there are copy, small'],
  [['--size', '1.5'], '--size 1.5: give a whole number of MiB from 1 to 16384'],
  [['--size', '99999'], '--size 99999: give a whole number of MiB from 1 to 16384'],
  [['--fast'], "Unknown option '--fast'; --help lists the flags"],
  [['copy'], "Unexpected argument 'copy'; --help lists the flags"],
])('%j is refused in one sentence', (argv, sentence) => {
  expect(() => readFlags(argv, questions)).toThrow(new UsageError(sentence));
});

test('the bench says what is wrong with its flags, without a stack trace, and ends with 2', async () => {
  const program = fileURLToPath(new URL('../bench/src/main.ts', import.meta.url));
  const failure: unknown = await promisify(execFile)(process.execPath, [
    program,
    '--only',
    'x',
  ]).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 2, stdout: '' });
  expect(String(Reflect.get(Object(failure), 'stderr'))).toMatch(/^--only x: there are [^\n]+\n$/);
});
