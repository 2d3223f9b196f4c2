import { describe, expect, it } from 'vitest';
import type { ChangeCursor, Changes, RecordChange } from './changes.ts';
import { flat, json, noContent, useCrm } from './testing/crm-network.ts';
import { useEmulatedCrm } from './testing/emulated-crm.ts';

const modules = {
  Projects: {
    fields: [{ api_name: 'Papers', data_type: 'fileupload' }],
    records: Array.from({ length: 250 }, (_, n) => ({ Name: `Project ${n}` })),
  },
};

describe('changes of an emulated org', () => {
  const { emulator, crm } = useEmulatedCrm(modules);
  const projects = () => crm().module('Projects');
  const ids = () =>
    emulator()
      .records('a', 'Projects')
      .map(({ id }) => id);
  const change = (at: number, Name: string) =>
    emulator().updateRecord('a', 'Projects', String(ids()[at]), { Name });
  const minutes = (count: number) => emulator().clock.advance(count * 60_000);
  const now = () => new Date(emulator().clock.now());

  it('come in the order of time, each once, and the next read goes on behind them', async () => {
    minutes(60);
    const since = now();
    minutes(10);
    change(7, 'first');
    minutes(1);
    change(3, 'second');
    const read = projects().changes({ since, fields: ['Name'] });
    expect(read.cursor).toBeUndefined();
    expect(names(await take(read))).toEqual(['first', 'second']);

    const nothing = projects().changes({ since: cursorOf(read) });
    expect(await take(nothing)).toEqual([]);
    expect(nothing.cursor?.since).toBe(read.cursor?.since);

    minutes(1);
    change(3, 'third');
    minutes(1);
    change(7, 'fourth');
    const more = projects().changes({ since: cursorOf(nothing) });
    expect(names(await take(more))).toEqual(['third', 'fourth']);
  });

  it('include deletions, which are told once', async () => {
    minutes(60);
    const since = now();
    minutes(10);
    change(1, 'changed');
    const gone = String(ids()[2]);
    await remove(gone);
    const read = projects().changes({ since });
    const found = await take(read);
    expect(found.map(({ type, id }) => [type, id])).toEqual([
      ['changed', ids()[1]],
      ['deleted', gone],
    ]);
    expect(await take(projects().changes({ since: cursorOf(read) }))).toEqual([]);
  });

  it('miss nothing that was changed in the second of the last one', async () => {
    minutes(60);
    const since = now();
    minutes(10);
    change(9, 'ninth');
    const read = projects().changes({ since });
    await take(read);
    // Later, in the same second, with a lower id.
    change(1, 'too late for the walk');
    expect(names(await take(projects().changes({ since: cursorOf(read) })))).toEqual([
      'too late for the walk',
    ]);
  });

  it('are found however many share a moment, and with fields that COQL does not select', async () => {
    const start = '2000-01-01T00:00:00+00:00';
    const read = projects().changes({ since: start, fields: ['Name', 'Papers'] });
    const found = await take(read);
    expect(found).toHaveLength(250);
    expect(new Set(found.map(({ id }) => id)).size).toBe(250);
    expect(found[0]).toMatchObject({ row: { Papers: null } });
  });

  async function remove(id: string): Promise<void> {
    const { clientId, clientSecret, refreshToken } = emulator().orgs.a;
    const minted = await emulator().fetch('https://accounts.zoho.eu/oauth/v2/token', {
      method: 'POST',
      body: new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        refresh_token: refreshToken,
        grant_type: 'refresh_token',
      }),
    });
    const { access_token } = (await minted.json()) as { access_token: string };
    await emulator().fetch(`https://www.zohoapis.eu/crm/v8/Projects?ids=${id}`, {
      method: 'DELETE',
      headers: { authorization: `Zoho-oauthtoken ${access_token}` },
    });
  }
});

describe('changes at the wire', () => {
  const { crm, answer } = useCrm();
  const deals = () => crm().module('Deals');
  const since = '2026-01-31T09:10:00+01:00';
  const row = (id: string, Modified_Time: string) => ({ id, Modified_Time });
  const queryOf = ({ json: body }: { json: unknown }) =>
    (body as { select_query: string }).select_query;

  it('walk by time and id, from before the moment on', async () => {
    const seen = answer(
      json({ data: [row('5', since), row('9', since)], info: { more_records: true } }),
      json({ data: [row('2', '2026-01-31T08:10:01+00:00')], info: { more_records: false } }),
      noContent,
    );
    const read = deals().changes({ since, fields: ['Name'] });
    expect((await take(read)).map(({ id }) => id)).toEqual(['5', '9', '2']);
    expect(seen.slice(0, 2).map(queryOf)).toEqual([
      "select id, Name, Modified_Time from Deals where Modified_Time >= '2026-01-31T08:05:00+00:00' order by Modified_Time asc, id asc limit 2000",
      `select id, Name, Modified_Time from Deals where (Modified_Time > '${since}' or (Modified_Time = '${since}' and id > '9')) order by Modified_Time asc, id asc limit 2000`,
    ]);
    expect(seen[2]?.path).toBe('/crm/v8/Deals/deleted');
    expect(seen[2]?.headers.get('if-modified-since')).toBe('2026-01-31T08:05:00+00:00');
    // In the words of CRM, whose offset may change with the seasons.
    expect(read.cursor?.since).toBe('2026-01-31T08:10:01+00:00');
  });

  it('a record that changed twice comes twice, and one that only seems to does not', async () => {
    answer(
      json({
        data: [row('5', '2026-01-31T09:11:00+01:00'), row('5', '2026-01-31T09:12:00+01:00')],
        info: { more_records: false },
      }),
      noContent,
    );
    const read = deals().changes({ since, fields: ['Name'] });
    expect(await take(read)).toHaveLength(2);
    answer(
      json({ data: [row('5', '2026-01-31T08:12:00+00:00')], info: { more_records: false } }),
      noContent,
    );
    expect(await take(deals().changes({ since: cursorOf(read), fields: ['Name'] }))).toEqual([]);
  });

  it.each([
    ['rows that are not in order', [row('5', since), row('4', since)]],
    ['a row without its time', [{ id: '5' }]],
  ])('%s end the walk with an error', async (_case, data) => {
    answer(json({ data, info: { more_records: false } }));
    const read = deals().changes({ since, fields: ['Name'] });
    await expect(take(read)).rejects.toMatchObject({ kind: 'unexpected-response' });
    expect(read.cursor).toBeUndefined();
  });

  it('a refusal that is not about a column stays one', async () => {
    answer(flat(403, 'NO_PERMISSION'));
    await expect(take(deals().changes({ since, fields: ['Name'] }))).rejects.toMatchObject({
      kind: 'authorization',
    });
  });

  it.each([
    [{ since: '2026-01-31' }],
    [{ since: new Date(NaN) }],
    [{ since: '2026-01-31T09:00:00.000Z' }],
    [{ since, overlapMs: -1 }],
  ])('%j is refused before anything is sent', (options) => {
    const seen = answer(noContent);
    expect(() => deals().changes(options)).toThrow(/"since"|"overlapMs"/);
    expect(seen).toEqual([]);
  });
});

describe('deleted', () => {
  const { crm, answer } = useCrm();
  const page = (rows: object[], more_records: boolean) =>
    json({ data: rows, info: { per_page: 200, count: rows.length, page: 1, more_records } });
  const recycled = {
    id: '410888000000099071',
    type: 'recycle',
    display_name: 'Patricia',
    deleted_by: { name: 'P', id: '4108' },
    created_by: { name: 'P', id: '4108' },
    deleted_time: '2015-06-19T11:19:38+05:30',
  };
  const permanent = {
    id: '410888000000680013',
    type: 'permanent',
    display_name: null,
    deleted_by: null,
    created_by: null,
    deleted_time: '2016-10-26T11:44:15+05:30',
  };
  const deleted = (options = {}) => Array.fromAsync(crm().module('Leads').deleted(options));

  it('tells what CRM knows, each record once, page by page', async () => {
    const seen = answer(page([recycled], true), page([recycled, permanent], false));
    expect(await deleted({ type: 'all', since: '2015-01-01T00:00:00+00:00' })).toEqual([
      {
        id: recycled.id,
        type: 'recycle',
        deletedTime: recycled.deleted_time,
        name: 'Patricia',
        deletedBy: { id: '4108', name: 'P' },
      },
      {
        id: permanent.id,
        type: 'permanent',
        deletedTime: permanent.deleted_time,
        name: undefined,
        deletedBy: undefined,
      },
    ]);
    expect(seen.map(({ query }) => query['page'])).toEqual(['1', '2']);
    expect(seen[1]?.headers.get('if-modified-since')).toBe('2015-01-01T00:00:00+00:00');
  });

  it.each([
    ['204', noContent],
    ['304', () => new Response(null, { status: 304 })],
  ])('%s is none', async (_status, given) => {
    answer(given);
    expect(await deleted()).toEqual([]);
  });

  it('a page that promises more and holds nothing is not the end', async () => {
    answer(page([], true));
    await expect(deleted()).rejects.toMatchObject({ kind: 'unexpected-response' });
  });
});

async function take<Row>(changes: Changes<Row>): Promise<RecordChange<Row>[]> {
  return await Array.fromAsync(changes);
}

function names(changes: readonly RecordChange<Record<string, unknown>>[]): unknown[] {
  return changes.map((change) => (change.type === 'changed' ? change.row['Name'] : change.id));
}

/** As it would come back from where it is kept. */
function cursorOf(changes: Changes<unknown>): ChangeCursor {
  return JSON.parse(JSON.stringify(changes.cursor)) as ChangeCursor;
}
