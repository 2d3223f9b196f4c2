import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CrmModule } from './module.ts';
import type { ReadProgress } from './read-all.ts';
import { flat, json, noContent, useCrm } from './testing/crm-network.ts';
import { connectTo, orgSeed } from './testing/emulated-crm.ts';

/** Token pages end at row 10,000 here, so that a walk of 20,000 needs windows. */
const records = 20_000;
const manyFields = Array.from({ length: 60 }, (_, n) => ({
  api_name: `Text_${n}`,
  data_type: 'text',
}));

const seed = orgSeed({
  Projects: {
    fields: [{ api_name: 'Papers', data_type: 'fileupload' }, ...manyFields],
    records: Array.from({ length: records }, (_, n) => ({ Name: `Project ${n}`, Text_59: `${n}` })),
  },
});

let emulator: Emulator;
beforeAll(async () => {
  emulator = await createEmulator({ seed, profile: { listTokenRows: 10_000 } });
});
afterAll(() => emulator.close());

const projects = (): CrmModule => connectTo(emulator).module('Projects');
const ids = () => emulator.records('a', 'Projects').map(({ id }) => id);

describe('readAll', () => {
  it('reads every record once, by tokens and then by windows, and tells how far it is', async () => {
    emulator.reset();
    const told: ReadProgress[] = [];
    const rows = projects().readAll({ fields: ['Name'], onProgress: (one) => told.push(one) });
    const found = await Array.fromAsync(rows);
    expect(found.map(({ id }) => id)).toEqual(ids());
    expect(found[19_999]?.['Name']).toBe('Project 19999');
    expect(told.map(({ by }) => by)).toEqual([
      ...Array.from({ length: 50 }, () => 'pages'),
      ...Array.from({ length: 5 }, () => 'coql'),
    ]);
    expect(told.at(-1)).toEqual({
      module: 'Projects',
      rows: records,
      by: 'coql',
      lastId: ids().at(-1),
    });
  });

  it('reads the same by COQL alone, and goes on behind an id', async () => {
    const by = { fields: ['Name'], by: 'coql' } as const;
    const all = await Array.fromAsync(projects().readAll(by));
    expect(all.map(({ id }) => id)).toEqual(ids());
    const after = all[18_000]?.id;
    const rest = await Array.fromAsync(projects().readAll({ fields: ['Name'], after }));
    expect(rest.map(({ id }) => id)).toEqual(ids().slice(18_001));
  });

  it('joins more than 50 fields by id, also those that COQL does not select', async () => {
    const fields = ['Papers', ...manyFields.map(({ api_name }) => api_name)];
    const found: string[] = [];
    let at = 0;
    for await (const row of projects().readAll({ fields })) {
      found.push(row.id);
      if (row['Text_59'] !== `${at}` || !('Papers' in row) || 'Modified_Time' in row) {
        throw new Error(`row ${at} is not whole`);
      }
      at += 1;
      if (at === 400) break;
    }
    expect(found).toEqual(ids().slice(0, 400));
  });

  it('joins them behind the end of tokens, too', async () => {
    const after = String(ids().at(-150));
    const fields = ['Papers', ...manyFields.map(({ api_name }) => api_name)];
    const rows = await Array.fromAsync(projects().readAll({ fields, after }));
    expect(rows.map((row) => row['Text_59'])).toEqual(
      Array.from({ length: 149 }, (_, n) => `${records - 149 + n}`),
    );
  });

  it('loses and repeats no record while some change and some are deleted', async () => {
    emulator.reset();
    const before = ids();
    const gone = new Set<unknown>();
    const found: string[] = [];
    const crm = connectTo(emulator);
    const all = crm.module('Projects');
    for await (const { id } of all.readAll({ fields: ['Name'] })) {
      found.push(id);
      // One in a hundred changes; now and then one of those already read is deleted.
      if (found.length % 100 === 0) {
        emulator.updateRecord('a', 'Projects', String(before[found.length - 50]), { Name: 'new' });
      }
      if (found.length % 2_700 === 0) {
        const victim = before[found.length - 300];
        gone.add(victim);
        await deleteRecord(String(victim));
      }
    }
    expect(new Set(found).size).toBe(found.length);
    expect(found.toSorted()).toEqual(before.map(String).toSorted());
    expect(gone.size).toBeGreaterThan(5);
  });
});

/** As a person at the screen would. */
async function deleteRecord(id: string): Promise<void> {
  const { accessToken } = await mint();
  const answer = await emulator.fetch(`https://www.zohoapis.eu/crm/v8/Projects?ids=${id}`, {
    method: 'DELETE',
    headers: { authorization: `Zoho-oauthtoken ${accessToken}` },
  });
  expect(answer.status).toBe(200);
}

let minted: { accessToken: string } | undefined;
async function mint(): Promise<{ accessToken: string }> {
  if (minted) return minted;
  const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const answer = await emulator.fetch('https://accounts.zoho.eu/oauth/v2/token', {
    method: 'POST',
    body: new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
      grant_type: 'refresh_token',
    }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  minted = { accessToken: access_token };
  return minted;
}

describe('readAll at the wire', () => {
  const { crm, answer } = useCrm();
  const page = (rows: string[], next: string | null) =>
    json({
      data: rows.map((id) => ({ id })),
      info: { more_records: next !== null, next_page_token: next },
    });
  const walk = () =>
    Array.fromAsync(
      crm()
        .module('Deals')
        .readAll({ fields: ['Name'] }),
    );

  it.each(['PAGINATION_LIMIT_EXCEEDED', 'EXPIRED_VALUE', 'TOKEN_BOUND_DATA_MISMATCH'])(
    '%s is no end: COQL goes on behind the last id',
    async (code) => {
      const seen = answer(
        page(['1', '2'], 'next'),
        flat(400, code, { param_name: 'page_token' }),
        json({ data: [{ id: '7' }], info: { more_records: false } }),
      );
      expect((await walk()).map(({ id }) => id)).toEqual(['1', '2', '7']);
      expect(seen[2]?.json).toEqual({
        select_query: "select Name, id from Deals where id > '2' order by id asc limit 2000",
      });
    },
  );

  it('fails when the first page is refused, and when a token comes again', async () => {
    answer(flat(400, 'EXPIRED_VALUE'));
    await expect(walk()).rejects.toMatchObject({ kind: 'conflict' });
    answer(page(['1'], 'same'), page(['2'], 'same'));
    await expect(walk()).rejects.toMatchObject({ kind: 'unexpected-response' });
  });

  it('reads a record that changed between two passes once more, and whole', async () => {
    const fields = Array.from({ length: 60 }, (_, n) => `F${n}`);
    const at = (id: string, Modified_Time: string, more: object) => ({
      id,
      Modified_Time,
      ...more,
    });
    const [early, late] = ['2026-01-31T09:00:00+01:00', '2026-01-31T09:00:05+01:00'];
    const seen = answer(
      json({
        data: [at('1', early, { F0: 'a' }), at('2', early, { F0: 'b' }), at('3', early, {})],
        info: { more_records: false },
      }),
      json({ data: [at('1', early, { F59: 'a' }), at('2', late, { F59: 'new' })] }),
      json({ data: [at('2', late, { F0: 'newer', F59: 'new' })] }),
      noContent,
    );
    const rows = await Array.fromAsync(crm().module('Deals').readAll({ fields }));
    expect(rows).toEqual([
      { id: '1', F0: 'a', F59: 'a' },
      { id: '2', F0: 'newer', F59: 'new' },
    ]);
    expect(seen.map(({ path }) => path)).toEqual([
      '/crm/v8/Deals',
      '/crm/v8/Deals',
      '/crm/v8/Deals/2',
      '/crm/v8/Deals/3',
    ]);
    expect(seen[0]?.query['fields']?.split(',')).toHaveLength(50);
    expect(seen[1]?.query).toMatchObject({ ids: '1,2,3' });
  });

  it('asks for deletions when there was more than a page, and closes the seams behind them', async () => {
    const deleted = { id: '3', type: 'recycle', deleted_time: '2026-01-31T09:00:00+01:00' };
    const seen = answer(
      page(['1', '4'], 'next'),
      page(['6', '7'], null),
      json({ data: [{ ...deleted, deleted_by: null }], info: { more_records: false } }),
      json({ data: [{ id: '5', Name: 'late' }], info: { more_records: false } }),
    );
    expect((await walk()).map(({ id }) => id)).toEqual(['1', '4', '6', '7', '5']);
    expect(seen[2]?.path).toBe('/crm/v8/Deals/deleted');
    expect(seen[3]?.json).toMatchObject({
      select_query: expect.stringContaining("(id > '4' and id < '6')") as string,
    });
  });

  it('an empty module is empty', async () => {
    answer(noContent);
    expect(await walk()).toEqual([]);
  });
});
