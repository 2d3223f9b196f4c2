import { describe, expect, test } from 'vitest';
import { flat, json, useCrm, type Answer } from '../testing/crm-network.ts';

const { crm, answer } = useCrm();

const done = (id: string) => ({
  code: 'SUCCESS',
  details: { id, Modified_Time: '2026-03-01T10:00:00+01:00' },
  message: 'record updated',
  status: 'success',
});
const failed = (code: string, details: unknown = {}) => ({
  code,
  details,
  message: `words of ${code}`,
  status: 'error',
});
const answered = (status: number, ...data: unknown[]) => json({ data }, { status });
const tick = (...ids: string[]) => ids.map((id) => ({ id, Done: true }));
const update = (ids: string[], options = {}) =>
  crm()
    .records('Deals')
    .update(tick(...ids), options);

describe('the results of an update', () => {
  test('there is one per row, in order, whatever the status says', async () => {
    const seen = answer(answered(207, done('1'), failed('RECORD_LOCKED', { id: '2' }), done('3')));

    expect(await update(['1', '2', '3'], { trigger: [] })).toMatchObject([
      { ok: true, row: 0, id: '1', modifiedTime: '2026-03-01T10:00:00+01:00' },
      {
        ok: false,
        row: 1,
        id: '2',
        code: 'RECORD_LOCKED',
        message: 'words of RECORD_LOCKED',
        details: { id: '2' },
      },
      { ok: true, id: '3', modifiedTime: '2026-03-01T10:00:00+01:00' },
    ]);
    expect(seen).toMatchObject([
      { method: 'PUT', path: '/crm/v8/Deals', json: { data: tick('1', '2', '3'), trigger: [] } },
    ]);
  });

  test('a sandbox that says 200 for mixed rows is read by its rows', async () => {
    answer(answered(200, failed('INVALID_DATA'), done('2')));
    expect((await update(['1', '2'])).map(({ ok }) => ok)).toEqual([false, true]);
  });

  test('all rows refused (400) are results, not an error', async () => {
    const seen = answer(answered(400, failed('INVALID_DATA'), failed('NOT_APPROVED')));
    expect(await update(['1', '2'])).toMatchObject([
      { ok: false, id: '1', code: 'INVALID_DATA' },
      { ok: false, id: '2', code: 'NOT_APPROVED' },
    ]);
    expect(seen).toHaveLength(1);
  });

  test('one row of one that is refused is a result', async () => {
    answer(answered(400, failed('INVALID_DATA', null)));
    expect(await update(['1'])).toMatchObject([{ ok: false, id: '1', details: {} }]);
  });

  test.each<[string, Answer]>([
    ['as a row', answered(412, failed('ALREADY_MODIFIED', { id: '1' }))],
    ['flat', flat(412, 'ALREADY_MODIFIED')],
  ])('a record changed meanwhile (412, %s) is the result of its row', async (_case, given) => {
    const seen = answer(given);
    const ifUnmodifiedSince = '2026-03-01T09:00:00+01:00';
    expect(await update(['1'], { ifUnmodifiedSince })).toMatchObject([
      { ok: false, id: '1', code: 'ALREADY_MODIFIED' },
    ]);
    expect(seen[0]?.headers.get('if-unmodified-since')).toBe(ifUnmodifiedSince);
  });

  test('no row is no request', async () => {
    const seen = answer(answered(200));
    expect(await update([])).toEqual([]);
    expect(seen).toEqual([]);
  });
});

describe('an update rejects', () => {
  test.each<[string, string, Answer]>([
    ['the module is wrong', 'bad-request', flat(400, 'INVALID_MODULE')],
    ['the profile forbids it', 'authorization', flat(403, 'NO_PERMISSION')],
    ['one error stands for all rows', 'bad-request', answered(400, failed('LIMIT_EXCEEDED'))],
    ['CRM refuses for its limits', 'rate-limit', flat(429, 'TOO_MANY_REQUESTS')],
  ])('when %s: %s', async (_case, kind, given) => {
    answer(given);
    await expect(update(['1', '2'])).rejects.toMatchObject({ kind });
  });

  test.each<[string, Answer]>([
    ['fewer results than rows', answered(200, done('1'))],
    ['more results than rows', answered(200, done('1'), done('2'), done('3'))],
    ['a result for another record', answered(200, done('1'), done('9'))],
    ['another shape', json({ ok: true })],
    ['an empty body', () => new Response(null, { status: 204 })],
  ])('as maybe-committed for %s', async (_case, given) => {
    answer(given);
    await expect(update(['1', '2'])).rejects.toMatchObject({
      kind: 'maybe-committed',
      message: expect.stringContaining('Deals') as string,
    });
  });

  test('for more than 100 rows, before anything is sent', async () => {
    const seen = answer(answered(200));
    const ids = Array.from({ length: 101 }, (_, n) => String(n));
    await expect(update(ids)).rejects.toThrow('at most 100');
    expect(seen).toEqual([]);
  });

  test.each(['2026-03-01', '2026-03-01T10:00:00Z', 'Sun, 01 Mar 2026 10:00:00 GMT'])(
    'for the instant %s, whose offset or form CRM would not understand',
    async (ifUnmodifiedSince) => {
      const seen = answer(answered(200));
      await expect(update(['1'], { ifUnmodifiedSince })).rejects.toThrow('"ifUnmodifiedSince"');
      expect(seen).toEqual([]);
    },
  );
});

describe('after an outage', () => {
  const outage: Answer = () => new Response('<html>502</html>', { status: 502 });

  test('the same values are written again', async () => {
    const seen = answer(outage, answered(200, done('1')));
    expect(await update(['1'])).toMatchObject([{ ok: true }]);
    expect(seen).toHaveLength(2);
  });

  test('a guarded write is not: its first copy would look like a change by somebody else', async () => {
    const seen = answer(outage, answered(412, failed('ALREADY_MODIFIED')));
    const guarded = update(['1'], { ifUnmodifiedSince: '2026-03-01T09:00:00+01:00' });
    await expect(guarded).rejects.toMatchObject({ kind: 'maybe-committed' });
    expect(seen).toHaveLength(1);
  });
});
