import { createConnection, createGateRegistry } from '@zohokit/zoho-auth';
import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createCrmClient, type CrmClientOptions } from './client.ts';
import { coqlString } from './coql-string.ts';

const org = (name: string, count: number) => ({
  dataCenter: 'eu',
  name,
  user: { name: 'Ada Keller', email: 'ada@example.com' },
  crm: {
    modules: {
      Projects: {
        fields: [
          { api_name: 'Folder', data_type: 'text' },
          { api_name: 'Done', data_type: 'boolean' },
        ],
        records: Array.from({ length: count }, (_, n) => ({
          Name: `Project ${n}`,
          Folder: n % 10 === 0 ? "O'Hara (new)" : null,
          Done: n % 20 === 0,
        })),
      },
    },
  },
  workdrive: { team: name, myFolders: [], teamFolders: [] },
});

let emulator: Emulator;
beforeAll(async () => {
  emulator = await createEmulator({ seed: { orgs: { a: org('A', 450), b: org('B', 0) } } });
});
afterEach(() => emulator.reset());
afterAll(() => emulator.close());

const gates = createGateRegistry();

function connect(key: 'a' | 'b' = 'a', options?: CrmClientOptions) {
  const clock = {
    now: () => emulator.clock.now(),
    sleep: async (ms: number) => emulator.clock.advance(ms),
  };
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs[key];
  return createCrmClient(
    createConnection({
      name: `org ${key}`,
      dataCenter,
      clientId,
      clientSecret,
      refreshToken,
      clock,
      gates,
      emulatorUrl: emulator.url,
    }),
    options,
  );
}

const expected = (fits: (record: Record<string, unknown>) => boolean) =>
  emulator
    .records('a', 'Projects')
    .filter((record) => fits(record))
    .map(({ Name }) => Name);

describe('over a whole org', () => {
  test.each([
    ["Done = 'false'"],
    ["Done = 'false' and Folder is not null"],
    [`(Done = 'false' and Folder = ${coqlString("O'Hara (new)")})`],
  ])('COQL walks all records where %s', async (where) => {
    const query = { select: ['Name', 'Folder', 'Done'], from: 'Projects', where, pageSize: 7 };
    const rows = await Array.fromAsync(connect().coql.rows(query));
    const isWanted = ({ Done, Folder }: Record<string, unknown>) =>
      Done === false && (Folder !== null || !where.includes('Folder'));
    expect(rows.map((row) => row['Name'])).toEqual(expected(isWanted));
    expect(rows.length).toBeGreaterThan(7);
  });

  test('a list walks all records, page by page', async () => {
    const rows = await Array.fromAsync(
      connect()
        .records('Projects')
        .list({ fields: ['Name'] }),
    );
    expect(rows.map((row) => row['Name'])).toEqual(expected(() => true));
  });

  test('an empty module is an empty walk in both ways', async () => {
    const crm = connect('b');
    const { list } = crm.records('Projects');
    expect(await Array.fromAsync(list({ fields: ['Name'] }))).toEqual([]);
    expect(await Array.fromAsync(crm.coql.rows({ select: [], from: 'Projects' }))).toEqual([]);
  });
});

describe('a record', () => {
  test('that changed since it was read is not overwritten by a guarded update', async () => {
    const deals = connect().records('Projects');
    const [first] = emulator.records('a', 'Projects');
    const id = String(first?.['id']);
    const read = await deals.get(id, { fields: ['Modified_Time'] });
    emulator.clock.advance(5000);
    emulator.updateRecord('a', 'Projects', id, { Folder: 'changed' });

    const ifUnmodifiedSince = String(read['Modified_Time']);
    expect(await deals.update([{ id, Done: true }], { ifUnmodifiedSince })).toMatchObject([
      { ok: false, id, code: 'ALREADY_MODIFIED' },
    ]);
    const now = await deals.get(id, { fields: ['Modified_Time', 'Folder'] });
    const again = { ifUnmodifiedSince: String(now['Modified_Time']), trigger: [] };
    expect(await deals.update([{ id, Done: true }], again)).toMatchObject([{ ok: true, id }]);
    expect(await deals.get(id)).toMatchObject({ Done: true, Folder: 'changed' });
  });

  test('that does not exist is absent, or fails alone among others', async () => {
    const deals = connect().records('Projects');
    const id = String(emulator.records('a', 'Projects')[0]?.['id']);
    const gone = '1000000000000000001';
    expect(await deals.find(gone)).toBeUndefined();
    expect([...(await deals.findMany([gone, id], { fields: ['Name'] })).keys()]).toEqual([id]);
    expect(
      await deals.update([
        { id: gone, Done: true },
        { id, Done: true },
      ]),
    ).toMatchObject([
      { ok: false, id: gone },
      { ok: true, id },
    ]);
  });
});

describe('the limits of an org', () => {
  test('no more calls than allowed are under way, across clients of one user', async () => {
    emulator.faults.add({ match: { path: '/crm/', times: 12 }, effect: { kind: 'delay', ms: 50 } });
    const clients = [connect(), connect()];
    const began = performance.now();
    const calls = clients.flatMap((crm) =>
      Array.from({ length: 6 }, () => crm.records('Projects').find('1')),
    );
    await Promise.all(calls);
    // Twelve calls of 50 ms, five at a time, take at least three rounds.
    expect(performance.now() - began).toBeGreaterThanOrEqual(140);
  });
});
