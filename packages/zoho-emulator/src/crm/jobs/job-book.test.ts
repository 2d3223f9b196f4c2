import { expect, test } from 'vitest';
import * as v from 'valibot';
import { createEmulatorClock } from '../../clock.ts';
import { benignProfile } from '../../profiles.ts';
import { createIds } from '../../random.ts';
import type { BlobKeeper, SnapshotTable } from '../../snapshot-table.ts';
import type { CrmWorld } from '../crm-world.ts';
import { createByteStore } from '../files/byte-store.ts';
import { crmMeter } from '../meter/crm-meter.ts';
import { createBulkFiles } from './bulk-files.ts';
import { createBulkReadTokens } from './bulk-read-tokens.ts';
import { createDownloadLimit } from './download-limit.ts';
import { JobEntries, createJobBook } from './job-book.ts';

const start = Date.parse('2026-03-01T10:00:00Z');

/** As much of a world as jobs need, at a fixed time. */
function createWorld(): CrmWorld {
  const org = { edition: 'enterprise', userLicenses: 10 };
  return {
    deps: {
      clock: createEmulatorClock(() => start),
      ids: createIds('jobs'),
      profile: () => benignProfile,
    },
    bytes: createByteStore(),
    tables: [],
    org: () => org,
  } as unknown as CrmWorld;
}

const blobs: BlobKeeper = {
  keep: (path) => path,
  locate: (name) => name,
};

/** Rows as they come back from a folder. */
function carry(from: CrmWorld, to: CrmWorld): void {
  const copy = (table: SnapshotTable): unknown[] =>
    [...table.capture(blobs)].map((row) => JSON.parse(JSON.stringify(row)) as unknown);
  for (const [at, table] of from.tables.entries()) to.tables[at]?.restore(copy(table), blobs);
}

const schema = v.object({ ...JobEntries, note: v.string() });

function createBook(world: CrmWorld) {
  return createJobBook<v.InferOutput<typeof schema>>(world, {
    name: 'jobs',
    schema,
    keptMs: 10_000,
    run: (job) => ({ job: { ...job, note: 'done' }, bytes: Buffer.from('result') }),
  });
}

test('a job that a snapshot kept goes on where it was', () => {
  const first = createWorld();
  const book = createBook(first);
  const job = { ...book.begin('a'), note: '' };
  book.add(job);
  first.deps.clock.advance(1000);

  const second = createWorld();
  const restored = createBook(second);
  carry(first, second);
  second.deps.clock.advance(1999);
  expect(restored.find('a', job.id)).toMatchObject({ done: false, note: '' });
  second.deps.clock.advance(1);

  expect(restored.find('a', job.id)).toMatchObject({ done: true, note: 'done' });
});

test('the result of a job survives a snapshot', async () => {
  const first = createWorld();
  const book = createBook(first);
  const job = { ...book.begin('a'), note: '' };
  book.add(job);
  first.deps.clock.advance(2000);

  const second = createWorld();
  const restored = createBook(second);
  carry(first, second);
  const found = restored.find('a', job.id);
  const bytes = found && restored.bytesOf(found);

  expect(Buffer.concat(await Array.fromAsync(bytes?.open() ?? []))).toEqual(Buffer.from('result'));
});

test("a job is forgotten after its time, and is no other org's", () => {
  const world = createWorld();
  const book = createBook(world);
  const job = { ...book.begin('a'), note: '' };
  book.add(job);

  expect(book.find('b', job.id)).toBeUndefined();
  world.deps.clock.advance(11_999);
  expect(book.find('a', job.id)).toBeDefined();
  world.deps.clock.advance(1);
  expect(book.find('a', job.id)).toBeUndefined();
  expect(book.all('a')).toEqual([]);
});

test('uploads, tokens, downloads and credits survive a snapshot', () => {
  const build = (world: CrmWorld) => ({
    files: createBulkFiles(world),
    tokens: createBulkReadTokens(world),
    downloads: createDownloadLimit(world),
    meter: crmMeter(world),
  });
  const first = createWorld();
  const before = build(first);
  const { id } = before.files.add('a', Buffer.from('zip'));
  const token = before.tokens.issue('a', { module: 'Deals_X', page: 1, after: '7' });
  for (let n = 0; n < 10; n += 1) before.downloads.pass('a');
  before.meter.spend('a', 40_000);

  const second = createWorld();
  const after = build(second);
  carry(first, second);

  expect(after.files.find('a', id)?.zip).toEqual(Buffer.from('zip'));
  expect(after.tokens.redeem('a', token)).toEqual({ module: 'Deals_X', page: 2, after: '7' });
  expect(after.tokens.redeem('b', token)).toBe('unknown');
  expect([after.downloads.pass('a'), after.downloads.pass('b')]).toEqual([false, true]);
  expect(after.meter.remaining('a')).toBe(20_000);
});
