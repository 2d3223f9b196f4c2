import type { SourceItem } from '@zohokit/transfer-core';
import { InMemorySourceDrive, ManualClock } from '@zohokit/transfer-core/testing';
import { expect, it } from 'vitest';
import { limitBandwidth } from './limit-bandwidth.ts';

const item = (id: string): SourceItem => ({
  id,
  name: id,
  kind: 'file',
  modifiedAt: 0,
  listedSize: undefined,
});

function setUp(bytesPerSecond: number, files: Record<string, number>) {
  const clock = new ManualClock();
  const drive = new InMemorySourceDrive({
    parent: [
      {
        id: 'folder',
        name: 'Folder',
        files: Object.entries(files).map(([id, size]) => ({
          id,
          name: id,
          text: 'x'.repeat(size),
        })),
      },
    ],
  });
  // As a network gives them: all of a small file at once.
  drive.open = async ({ id }) => ({
    size: files[id],
    body: (async function* () {
      yield new Uint8Array(files[id] ?? 0);
    })(),
  });
  const startedAt = clock.now();
  const limited = limitBandwidth(drive, { bytesPerSecond, clock });
  const read = async (id: string, signal?: AbortSignal): Promise<number[]> => {
    const { body } = await limited.open(item(id), signal);
    const sizes: number[] = [];
    for await (const chunk of body) sizes.push(chunk.length);
    return sizes;
  };
  return { clock, limited, read, seconds: () => (clock.now() - startedAt) / 1000 };
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

it('passes every byte, and no more of them in a second than allowed', async () => {
  const { read, seconds } = setUp(1000, { a: 10_000 });
  expect(sum(await read('a'))).toBe(10_000);
  expect(seconds()).toBeGreaterThanOrEqual(9.9);
  expect(seconds()).toBeLessThanOrEqual(10);
});

it('lets a file go on in tenths of a second instead of standing still', async () => {
  const { clock, read } = setUp(1000, { a: 5000 });
  expect(Math.max(...(await read('a')))).toBe(100);
  expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(100);
});

it('counts all files together, and lets each have its turn', async () => {
  const { read, seconds } = setUp(1000, { a: 4000, b: 4000 });
  const both = await Promise.all([read('a'), read('b')]);
  expect(both.map(sum)).toEqual([4000, 4000]);
  // Two that wait at once wait on one manual clock one after the other: never too early.
  expect(seconds()).toBeGreaterThanOrEqual(7.9);
});

it('does not save up what a pause would have allowed', async () => {
  const { clock, read, seconds } = setUp(1000, { a: 1000 });
  clock.advance(3_600_000);
  const before = seconds();
  await read('a');
  expect(seconds() - before).toBeGreaterThanOrEqual(0.9);
});

it('is not stopped for good by a clock that is set back', async () => {
  const { clock, read, seconds } = setUp(1000, { a: 1000 });
  clock.advance(-3_600_000);
  const before = seconds();
  await read('a');
  expect(seconds() - before).toBeLessThanOrEqual(1.1);
});

it('ends a wait when the run is asked to stop', async () => {
  const { read } = setUp(1, { a: 1000 });
  const stop = AbortSignal.abort(new Error('stopped'));
  await expect(read('a', stop)).rejects.toThrow('stopped');
});

it('leaves everything but the bytes alone', async () => {
  const { limited } = setUp(1, { a: 1 });
  expect((await limited.folder('folder'))?.name).toBe('Folder');
  const listed: string[] = [];
  for await (const { id } of limited.list('folder')) listed.push(id);
  expect(listed).toEqual(['a']);
  const folders: string[] = [];
  for await (const { id } of limited.knownParent?.() ?? []) folders.push(id);
  for await (const { id } of limited.catalogue()) folders.push(id);
  expect(folders).toEqual(['folder', 'folder']);
  expect(limited.storeName(item('a'))).toBe('a');
});
