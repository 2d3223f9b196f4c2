import { expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { done, rows, scriptedCrm } from '../testing/scripted-crm.ts';

const { crm } = useEmulatedCrm({
  Deals_X: {
    fields: [],
    records: [
      { id: '1', Name: 'one' },
      { id: '2', Name: 'two' },
    ],
  },
});

const parent = { module: 'Deals_X', id: '1' };

test('notes are added, listed, changed and deleted, with one result each', async () => {
  const { notes } = crm();
  const added = await notes.add([
    { parent, title: 'T', content: 'first' },
    { parent: { module: 'Deals_X', id: '77' }, content: 'lost' },
    { parent, content: 'second' },
  ]);
  expect(added.map(({ ok }) => ok)).toEqual([true, false, true]);
  const listed = await Array.fromAsync(notes.list(parent));
  expect(listed.map((note) => note['Note_Content'])).toEqual(['first', 'second']);
  expect(await Array.fromAsync(notes.list({ module: 'Deals_X', id: '2' }))).toEqual([]);

  const [first, second] = listed.map(({ id }) => id);
  expect(
    await notes.update([
      { id: first ?? '', content: 'changed' },
      { id: 'x', content: 'none' },
    ]),
  ).toMatchObject([
    { ok: true, id: first },
    { ok: false, field: 'id' },
  ]);
  expect(await notes.delete([second ?? '', '77'])).toMatchObject([{ ok: true }, { ok: false }]);
  const left = await Array.fromAsync(notes.list(parent, { fields: ['Note_Content'] }));
  expect(left.map((note) => note['Note_Content'])).toEqual(['changed']);
});

test('over the wire a note names the module and id of its record', async () => {
  const { crm: scripted, requests } = scriptedCrm([rows(201, done('7')), rows(200, done('7'))]);
  await scripted.notes.add([{ parent, title: 'T', content: 'C' }]);
  await scripted.notes.delete(['7']);
  expect(requests).toMatchObject([
    {
      method: 'POST',
      path: 'www.zohoapis.eu/crm/v8/Notes',
      json: {
        data: [
          {
            Parent_Id: { module: { api_name: 'Deals_X' }, id: '1' },
            Note_Title: 'T',
            Note_Content: 'C',
          },
        ],
      },
    },
    { method: 'DELETE', path: 'www.zohoapis.eu/crm/v8/Notes', query: { ids: '7' } },
  ]);
});

test('a record that is none is refused', () => {
  expect(() => crm().notes.list({ module: 'Deals_X', id: 'x' })).toThrow('"id" must be an id');
  expect(() => crm().notes.list({ module: '../x', id: '1' })).toThrow('is not the API name');
});

test('a list of notes is walked by page tokens, each note once', async () => {
  const page = (ids: string[], next: string | null) => ({
    status: 200,
    json: {
      data: ids.map((id) => ({ id })),
      info: { more_records: next !== null, next_page_token: next },
    },
  });
  const { crm: scripted, requests } = scriptedCrm([
    page(['1', '2'], 'a+b'),
    page(['2', '3'], null),
  ]);
  const notes = await Array.fromAsync(scripted.notes.list(parent, { fields: ['Note_Title'] }));
  expect(notes.map(({ id }) => id)).toEqual(['1', '2', '3']);
  const query = { fields: 'Note_Title', per_page: '200' };
  expect(requests.map((one) => one.query)).toEqual([query, { ...query, page_token: 'a+b' }]);
  expect(requests[0]?.path).toBe('www.zohoapis.eu/crm/v8/Deals_X/1/Notes');
});
