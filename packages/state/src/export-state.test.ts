import { anIntent } from '@zohokit/transfer-core/testing';
import { expect, onTestFinished, test } from 'vitest';
import { exportState } from './export-state.ts';
import { importState } from './import-state.ts';
import { openState } from './open-state.ts';
import type { State } from './state.ts';
import { fillState } from './testing/fill-state.ts';
import { anItemIntent } from './testing/samples.ts';
import { createTemporaryDirectory } from './testing/temporary-directory.ts';

test('what was exported is imported as it was, and goes on as it would have', async () => {
  const state = await open();
  await fillState(state);
  const lines = await linesOf(state, { secrets: true });
  const copy = await open();

  await importState(copy, lines);

  expect(await linesOf(copy, { secrets: true })).toEqual(lines);
  for (const { journal } of [state, copy]) {
    const mine = anItemIntent({ sourceId: 'answered' });
    expect(await journal.knownIds('store-1', mine)).toEqual(
      new Set(['x', 'y', 'stored-3', 'stored-4', 'stored-5']),
    );
    expect(await journal.knownIds('store-2', { ...mine, folderId: 'store-2' })).toEqual(new Set());
    await expect(journal.stored(anIntent(), receipt)).rejects.toThrow('it is unknown');
    await journal.intend([anIntent()]);
  }
  expect(await linesOf(copy, { secrets: true })).toEqual(await linesOf(state, { secrets: true }));
});

test('an export has all kinds of entries between a header and an end that counts them', async () => {
  const state = await open();
  await fillState(state);

  const lines = (await linesOf(state)).map((line): unknown => JSON.parse(line));

  const kinds = (lines as { kind: string }[]).map(({ kind }) => kind);
  expect([...new Set(kinds)]).toEqual(
    ['zohokit-state', 'binding', 'record', 'known-id', 'item', 'run', 'line'].concat([
      'run-item',
      'wait',
      'shared',
      'end',
    ]),
  );
  expect(lines[0]).toEqual({ kind: 'zohokit-state', version: 1 });
  expect(lines.at(-1)).toEqual({ kind: 'end', entries: lines.length - 2 });
});

test('tokens and whatever else may be secret are left out unless they are asked for', async () => {
  const state = await open();
  await fillState(state);

  const [without, all] = [await linesOf(state), await linesOf(state, { secrets: true })];

  expect(without.join('\n')).not.toContain('1000.secret');
  expect(without.filter((line) => line.includes('"shared"'))).toHaveLength(2);
  expect(all.filter((line) => line.includes('"shared"'))).toHaveLength(4);
});

test('what connections share can be had alone', async () => {
  const state = await open();
  await fillState(state);

  const all = await Array.fromAsync(state.entries({ secrets: true }));
  const shared = await Array.fromAsync(state.entries({ secrets: true, only: 'shared' }));

  expect(shared).toHaveLength(4);
  expect(shared).toEqual(all.filter(({ kind }) => kind === 'shared'));
});

test('an export is as of one moment while others go on writing', async () => {
  const state = await open();
  await state.journal.observe('store-1', ['x']);
  const lines: string[] = [];

  for await (const line of exportState(state)) {
    lines.push(line);
    if (lines.length > 1) await state.journal.observe('store-1', [`later-${lines.length}`]);
  }

  expect(lines).toHaveLength(3);
});

test('a state that is not empty is left as it was', async () => {
  const [state, other] = [await open(), await open()];
  await fillState(state);
  await other.journal.observe('store-1', ['mine']);
  const before = await linesOf(other);

  await expect(importState(other, await linesOf(state))).rejects.toMatchObject({
    reach: 'run',
    reason: 'configuration',
    message: expect.stringContaining('is not empty, and an import overwrites nothing'),
  });

  expect(await linesOf(other)).toEqual(before);
});

test('shared entries that are there stay, because they are newer', async () => {
  const [state, other] = [await open(), await open()];
  await fillState(state);
  await other.shared.update('user/a', () => 'newer');
  await importState(other, await linesOf(state));
  expect(await other.shared.get('user/a')).toBe('newer');
});

const header = JSON.stringify({ kind: 'zohokit-state', version: 1 });
const known = JSON.stringify({ kind: 'known-id', folderId: 'f', id: 'x' });
const end = (entries: number): string => JSON.stringify({ kind: 'end', entries });

test.each([
  ['nothing at all', [], 'Line 1 of the import cannot be used: the end is missing'],
  ['an empty line', ['', header], 'Line 1 of the import cannot be used: it is no JSON'],
  ['another file', ['{"name":"x"}'], 'Line 1 of the import cannot be used: this is no export'],
  ['a newer release', ['{"kind":"zohokit-state","version":2}'], 'upgrade zohokit'],
  ['a cut line', [header, known, known.slice(0, -3)], 'Line 3 of the import cannot be used: it is'],
  ['a cut file', [header, known], 'Line 3 of the import cannot be used: the end is missing'],
  ['a lost line', [header, end(1)], '1 entries were written and 0 are here'],
  [
    'more than one export',
    [header, end(0), header],
    'Line 3 of the import cannot be used: something',
  ],
  [
    'an unknown kind',
    [header, '{"kind":"secret"}', end(1)],
    'Line 2 of the import cannot be used: kind',
  ],
  [
    'a wrong type',
    [header, '{"kind":"known-id","folderId":1,"id":"secret"}', end(1)],
    'Line 2 of the import cannot be used: folderId has to be string',
  ],
  [
    'a word too many',
    [header, '{"kind":"known-id","folderId":"f","id":"x","more":1}', end(1)],
    'Line 2 of the import cannot be used: more has to be',
  ],
  ['a key that comes twice', [header, known, known, end(2)], 'Line 3 or one before it: '],
])('%s is refused with its line, and nothing is imported', async (_, lines, message) => {
  const state = await open();

  const failure = await importState(state, lines).catch((error: unknown) => error);

  expect(failure).toMatchObject({ reach: 'run', message: expect.stringContaining(message) });
  expect(String(failure)).not.toContain('secret"');
  expect(await linesOf(state)).toEqual([header, end(0)]);
});

test('an item that knew more ids than came before it is refused', async () => {
  const state = await open();
  await fillState(state);
  const lines = (await linesOf(state)).filter((line) => !line.includes('"known-id"'));
  await expect(importState(await open(), lines)).rejects.toThrow('fewer came before it');
});

const receipt = {
  id: 's',
  name: 's',
  folderId: 'f',
  size: 1,
  md5: 'm',
  verifiedBy: 'md5',
} as const;

async function linesOf(state: State, options = {}): Promise<string[]> {
  return await Array.fromAsync(exportState(state, options));
}

async function open(): Promise<State> {
  const state = await openState({ directory: await createTemporaryDirectory() });
  onTestFinished(() => state.close());
  return state;
}
