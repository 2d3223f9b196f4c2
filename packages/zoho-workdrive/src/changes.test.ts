import { describe, expect, test } from 'vitest';
import { json, refused, useWorkDrive } from './testing/workdrive-network.ts';

const { drive, answer } = useWorkDrive();

const change = (attributes: Record<string, unknown> = {}) => ({
  id: 'f',
  type: 'changes',
  attributes,
});
const link = 'https://workdrive.zoho.eu/api/v1/changes?page%5Bnext%5D=t2';
const more = (next: unknown, hasNext: unknown = false) => ({
  cursor: { has_next: hasNext, next },
});

describe('the start token', () => {
  test.each([
    ['a token', { token: 't1', expires_in: 60 }],
    ['a link, and a number in quotes', { token: link.replace('t2', 't1'), expires_in: '60' }],
  ])('comes as %s', async (_case, attributes) => {
    const seen = answer(json({ data: { id: 'x', attributes } }));
    expect(await drive().changes.startToken()).toEqual({ token: 't1', expiresIn: 60 });
    expect(seen[0]?.path).toBe('/workdrive/api/v1/changes/starttoken');
  });

  test.each([{}, { attributes: {} }, { attributes: { token: '' } }, { attributes: { token: 5 } }])(
    'in %j is none',
    async (data) => {
      answer(json({ data }));
      await expect(drive().changes.startToken()).rejects.toMatchObject({
        kind: 'unexpected-response',
      });
    },
  );
});

describe('changes since a token', () => {
  test.each([
    ['numbers', { change_time_in_mills: 5, change_by_zuid: 7, is_deleted: false }],
    ['texts', { change_time_in_mills: '5', change_by_zuid: '7', is_deleted: 'false' }],
  ])('say what happened in %s', async (_case, attributes) => {
    const data = [change({ ...attributes, resource_group: 'FOLDER', action_category: 'CREATE' })];
    const seen = answer(json({ data, links: more(link, true), expires_in: 60 }));
    expect(await drive().changes.since('t1')).toMatchObject({
      status: 'changes',
      changes: [
        {
          itemId: 'f',
          action: 'CREATE',
          isFolder: true,
          isDeleted: false,
          changedAt: 5,
          changedBy: '7',
        },
      ],
      next: { token: 't2', expiresIn: 60 },
      hasMore: true,
    });
    expect(seen[0]).toMatchObject({ query: { 'page[next]': 't1' } });
  });

  test('are of the item, whatever id the change has', async () => {
    const data = change({ resource_id: 'item', event_id: 'e' });
    answer(json({ data, links: more('t2') }));
    expect(await drive().changes.since('t1')).toMatchObject({
      changes: [{ itemId: 'item', eventId: 'e', action: undefined }],
      next: { token: 't2' },
      hasMore: false,
    });
  });

  test.each([
    ['no cursor', { data: [change()] }],
    ['a cursor without a token', { data: [change()], links: more(undefined) }],
    ['an empty token', { data: [change()], links: more('') }],
    ['a link without a token', { data: [change()], links: more('https://example.com/') }],
    ['nothing of more', { data: [change()], links: more('t2', null) }],
    ['a change without an id', { data: [{ attributes: {} }], links: more('t2') }],
    ['no data', { links: more('t2') }],
  ])('with %s are not understood: the place would be lost', async (_case, body) => {
    answer(json(body));
    await expect(drive().changes.since('t1')).rejects.toMatchObject({
      kind: 'unexpected-response',
    });
  });

  test.each(['CHG003', 'CHG004'])('that Zoho knows no more with %s are a result', async (code) => {
    answer(refused(401, code));
    expect(await drive().changes.since('t1')).toEqual({ status: 'token-expired', code });
  });

  test('that are refused otherwise reject', async () => {
    answer(refused(401, 'R008'));
    await expect(drive().changes.since('t1')).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('of no token are not asked for', async () => {
    const seen = answer(json({}));
    await expect(drive().changes.since(' ')).rejects.toMatchObject({ kind: 'usage' });
    expect(seen).toEqual([]);
  });
});
