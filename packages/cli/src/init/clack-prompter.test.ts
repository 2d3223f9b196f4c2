import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { createTypist } from '../testing/talk-to-terminal.ts';
import { CancelledError } from './cancelled-error.ts';
import { createClackPrompter } from './clack-prompter.ts';

function setUp(columns?: number) {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), columns !== undefined && { columns });
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const typist = createTypist({ press: (keys) => void input.write(keys), shown: () => shown });
  const ended = new AbortController();
  const prompter = createClackPrompter({ input, output }, ended.signal);
  return { prompter, typist, input, ended, shown: () => shown };
}

const regions = ['auto', 'us', 'eu', 'in', 'au', 'cn', 'jp', 'ca', 'ae', 'sa'];

it('takes a text, and asks again for one that will not do', async () => {
  const { prompter, typist } = setUp();
  const check = (text: string) => (text.length > 3 ? undefined : 'is too short');
  const asked = prompter.text({ id: 'orgA.code', message: 'The code', check });
  await typist.type('The code', 'ab');
  await typist.waitFor('is too short');
  await typist.type('The code', 'cd');
  expect(await asked).toBe('abcd');
});

it('offers the answer that is there', async () => {
  const { prompter, typist } = setUp();
  const asked = prompter.text({ id: 'orgA.clientId', message: 'Client id', initial: '1000.ABC' });
  await typist.type('Client id', '');
  expect(await asked).toBe('1000.ABC');
});

it('shows no secret, and may keep the one that is there', async () => {
  const { prompter, typist, shown } = setUp();
  const asked = prompter.secret({ id: 'orgA.clientSecret', message: 'Secret', mayBeKept: false });
  await typist.type('Secret', '');
  await typist.waitFor('nothing was entered');
  await typist.type('Secret', 'hunter2');
  expect(await asked).toBe('hunter2');
  expect(shown()).not.toContain('hunter2');
  const kept = prompter.secret({ id: 'orgA.clientSecret', message: 'Another', mayBeKept: true });
  await typist.type('Another', '');
  expect(await kept).toBe('');
});

it('lets one go down a short list, and search a long one', async () => {
  const { prompter, typist } = setUp();
  const [few, many] = [regions.slice(0, 3), regions].map((list) =>
    list.map((value) => ({ value, label: `region ${value}` })),
  );
  const short = prompter.choose({ id: 'policy', message: 'Short', choices: few ?? [] });
  await typist.pick('Short', 'region eu');
  expect(await short).toBe('eu');
  const long = prompter.choose({ id: 'policy', message: 'Long', choices: many ?? [] });
  await typist.type('Long', 'region ca');
  expect(await long).toBe('ca');
});

it('takes nothing that is not in a long list', async () => {
  const { prompter, typist, input } = setUp();
  const choices = regions.map((value) => ({ value, label: value }));
  const asked = prompter.choose({ id: 'orgA.region', message: 'Region', choices });
  await typist.type('Region', 'mars');
  await typist.waitFor('nothing matches what was typed');
  input.write('\u007F'.repeat(4));
  await typist.type('Region', 'jp');
  expect(await asked).toBe('jp');
});

it('tells of the only choice where there is nothing to choose', async () => {
  const { prompter, shown } = setUp();
  const choices = [{ value: '', label: 'none: it is not told' }];
  const question = { id: 'crm.errorField', message: 'Which field?', choices } as const;
  expect(await prompter.choose({ ...question, takesOnly: true })).toBe('');
  expect(shown()).toMatch(/Which field\?\n.*none: it is not told/);
});

it('takes a name as a whole before a part of another one', async () => {
  const { prompter, typist } = setUp();
  const choices = [
    { value: 'auto', label: 'I do not know: find out' },
    ...regions.slice(1).map((value) => ({ value, label: value })),
  ];
  const india = prompter.choose({ id: 'orgA.region', message: 'India', choices });
  await typist.type('India', 'IN');
  expect(await india).toBe('in');
  const unknown = prompter.choose({ id: 'orgA.region', message: 'Unknown', choices });
  await typist.type('Unknown', 'find');
  expect(await unknown).toBe('auto');
});

it('begins a list with the choice that is there, and a question with its default', async () => {
  const { prompter, typist } = setUp();
  const choices = regions.map((value) => ({ value, label: value }));
  const chosen = prompter.choose({ id: 'policy', message: 'Which', choices, initial: 'jp' });
  await typist.type('Which', '');
  expect(await chosen).toBe('jp');
  const confirmed = prompter.confirm({ id: 'dryRun', message: 'Sure?', initial: false });
  await typist.type('Sure?', '');
  expect(await confirmed).toBe(false);
});

it('makes names from outside harmless', async () => {
  const { prompter, typist, shown } = setUp();
  const evil = 'Plans\u001B[2Jgone\nForged line';
  prompter.say(`It is "${evil.split('\n')[0]}"`, evil);
  prompter.trouble(evil.split('\n')[0] ?? '');
  const choices = [{ value: 'x', label: evil, hint: evil }];
  const asked = prompter.choose({ id: 'destination', message: `In ${evil}`, choices });
  await typist.type('In Plans', '');
  expect(await asked).toBe('x');
  expect(shown()).not.toContain('\u001B[2J');
  expect(shown()).not.toMatch(/^Forged line/m);
});

it('shows what is copied as it is, with nothing beside it', () => {
  const { prompter, shown } = setUp(60);
  const scopes = 'ZohoCRM.modules.ALL,ZohoCRM.coql.READ,WorkDrive.users.READ,WorkDrive.files.ALL';
  prompter.say('Paste these:', 'A code');
  prompter.toCopy(scopes);
  expect(shown().split('\n')).toContain(scopes);
});

it.each([60, 80])('keeps within %d columns, and cuts nothing off', (columns) => {
  const { prompter, shown } = setUp(columns);
  const address = `https://workdrive.zoho.eu/folder/${'w94xbd0f5b8ae1a0a4d8fb1ea2d2e3b1c70ab'.repeat(2)}`;
  const words = 'This user sees no folder in WorkDrive, or the token may not list them. Make one.';
  prompter.say(`1. ${words}\n2. ${address}`, 'A title');
  prompter.say(`${words} ${address}`);
  prompter.trouble(`${words} ${address}`);
  const lines = stripVTControlCharacters(shown()).split('\n');
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
  // Without its frame.
  const text = lines.map((line) => line.replaceAll(/^[│├◇●▲]+|[│╮╯]$/g, '').trim()).join('');
  expect(text.split(address)).toHaveLength(4);
});

it('is cancelled by Ctrl-C and by the end of the program', async () => {
  const { prompter, typist, input, ended } = setUp();
  const asked = prompter.text({ id: 'orgA.code', message: 'The code' });
  await typist.waitFor('The code');
  input.write('\u0003');
  await expect(asked).rejects.toThrow(CancelledError);
  const other = prompter.confirm({ id: 'dryRun', message: 'Sure?', initial: true });
  await typist.waitFor('Sure?');
  ended.abort();
  await expect(other).rejects.toThrow(CancelledError);
});
