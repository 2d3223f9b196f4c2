import { afterEach, expect, test } from 'vitest';
import { createEmulatorClock } from '../clock.ts';
import { benignProfile } from '../profiles.ts';
import { createIds } from '../random.ts';
import { parseSeed } from '../seed.ts';
import type { BlobKeeper } from '../snapshot-table.ts';
import { smallSeed } from '../testing/small-seed.ts';
import { type CrmService, createCrmService } from './crm-service.ts';

const blobs: BlobKeeper = { keep: () => '', locate: () => '' };
const services: CrmService[] = [];
afterEach(() => {
  for (const service of services.splice(0)) service.dispose();
});

function createService(records: Record<string, unknown>[] = []): CrmService {
  const user = { zuid: '1', email: 'a@example.com', name: 'User A' };
  const service = createCrmService({
    clock: createEmulatorClock(),
    ids: createIds('test'),
    profile: () => benignProfile,
    user: () => user,
    host: () => 'www.zohoapis.eu',
  });
  services.push(service);
  const drive = { teamId: '', teamFolderIds: {}, privateSpaceId: '', ids: {} };
  service.seed('a', parseSeed(smallSeed({ records })).orgs.a, drive);
  service.seed('b', parseSeed(smallSeed()).orgs.b, drive);
  return service;
}

function capture(service: CrmService): Map<string, unknown[]> {
  return new Map(service.tables.map((table) => [table.name, [...table.capture(blobs)]]));
}

function restore(service: CrmService, rows: Map<string, unknown[]>): void {
  const plain = (row: unknown): unknown => JSON.parse(JSON.stringify(row));
  for (const table of service.tables) table.restore((rows.get(table.name) ?? []).map(plain), blobs);
}

test('records come back as they were captured, whatever happened since', () => {
  const service = createService([{ id: '1', Name: 'one' }]);
  const before = service.records('a', 'Deals_X');
  const rows = capture(service);
  service.update('a', 'Deals_X', '1', { Name: 'changed' });
  restore(service, rows);
  expect(service.records('a', 'Deals_X')).toEqual(before);
});

test('an org that was captured before there were environments is in production', () => {
  const service = createService();
  const [ids, ...rows] = structuredClone(capture(service).get('crm-orgs') ?? []);
  const older = rows.map((row) => {
    const { kind, state } = row as { kind: string; state: Record<string, unknown> };
    if (kind !== 'org') return row;
    const { environment: _, ...rest } = state;
    return { kind, state: rest };
  });
  restore(service, new Map([...capture(service), ['crm-orgs', [ids, ...older]]]));
  const states = [...(capture(service).get('crm-orgs') ?? [])].filter(
    (row) => (row as { kind: string }).kind === 'org',
  );
  expect(states).toMatchObject([
    { state: { key: 'a', environment: 'production' } },
    { state: { key: 'b', environment: 'production' } },
  ]);
});

test('another process goes on where the captured one was', () => {
  const first = createService([{ Name: 'one' }, { Name: 'two' }]);
  first.update('a', 'Deals_X', first.records('a', 'Deals_X')[0]?.id ?? '', { Folder: 'x' });
  const second = createService();
  restore(second, capture(first));
  expect(second.records('a', 'Deals_X')).toEqual(first.records('a', 'Deals_X'));
});

test('a hundred thousand records are captured in hundreds of rows', () => {
  const service = createService(Array.from({ length: 100_000 }, (_, n) => ({ Name: `No ${n}` })));
  const rows = capture(service).get('crm-orgs') ?? [];
  expect(rows.length).toBeGreaterThan(500);
});
