import { describe, expect, it } from 'vitest';
import { flagValues } from './flags.ts';
import { rejectUnknownFlags } from './reject-unknown-flags.ts';
import { UsageError } from './usage-error.ts';
import { wholeNumber } from './whole-number.ts';

const flags = {
  'dry-run': { type: 'boolean' },
  'record-id': { type: 'string', valueHint: 'ID' },
  limit: { type: 'string', valueHint: 'N' },
  settings: { type: 'string', valueHint: 'FILE' },
} as const;

describe('rejectUnknownFlags', () => {
  it.each([
    [[]],
    [['--dry-run']],
    [['--limit', '3', '--dry-run']],
    [['--record-id=1', '--record-id', '2']],
  ])('accepts %j', (rawArgs) => {
    expect(() => rejectUnknownFlags(rawArgs, flags)).not.toThrow();
  });

  it.each([
    ['a mistyped flag', ['--dryrun'], 'unknown flag --dryrun; did you mean --dry-run?'],
    ['another spelling', ['--dryRun'], 'unknown flag --dryRun; did you mean --dry-run?'],
    ['what Node takes', ['--env-file', 'x'], 'unknown flag --env-file; did you mean --settings?'],
    ['a negation', ['--no-dry-run'], 'did you mean --dry-run?'],
    ['a stranger', ['--banana'], 'unknown flag --banana'],
    ['a short flag', ['-n'], 'unknown flag -n'],
    ['a switch with a value', ['--dry-run=false'], '--dry-run is a switch and takes no value'],
    ['a missing value', ['--limit'], '--limit needs a value: --limit N'],
    ['a flag instead of a value', ['--record-id', '--dry-run'], '--record-id needs a value'],
    ['an empty value', ['--record-id='], '--record-id needs a value'],
    ['a word', ['5731'], 'unexpected "5731"'],
    ['a word behind --', ['--', 'x'], 'unexpected "x"'],
    ['a name of the language', ['--constructor'], 'unknown flag --constructor'],
  ])('refuses %s', (_, rawArgs, message) => {
    expect(() => rejectUnknownFlags(rawArgs, flags)).toThrow(UsageError);
    expect(() => rejectUnknownFlags(rawArgs, flags)).toThrow(message);
  });
});

describe('flagValues', () => {
  it('has every value of a flag that is given several times, in order', () => {
    const rawArgs = ['--record-id', '3', '--limit', '9', '--record-id=1'];
    expect(flagValues(rawArgs, flags, 'record-id')).toEqual(['3', '1']);
  });
});

describe('wholeNumber', () => {
  it('reads a number in its range', () => {
    expect(wholeNumber('--limit', '12', { min: 1 })).toBe(12);
  });

  it.each(['0', '-1', '1.5', 'ten', '1e3', '', '99999999999999999999'])(
    'refuses %j, naming the flag and the range',
    (text) => {
      expect(() => wholeNumber('--limit', text, { min: 1 })).toThrow(
        '--limit must be a whole number from 1 on',
      );
    },
  );
});
