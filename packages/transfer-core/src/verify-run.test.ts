import { expect, test } from 'vitest';
import { file, worldOf } from './testing/deal-world.ts';
import { worstManners } from './testing/in-memory-store-drive.ts';
import { TransferFailure } from './failure.ts';
import type { InMemoryWorld } from './testing/in-memory-world.ts';
import { verifyRun } from './verify-run.ts';

async function verify(world: InMemoryWorld, content = false): Promise<string[]> {
  const items = await Array.fromAsync(verifyRun(world.ports(), { runId: 'run-1', content }));
  return items.map(({ item, result }) => `${item.name}: ${result}`);
}

test('what a run stored is there', async () => {
  const world = worldOf([file('a'), file('b')]);
  await world.run({ rules: { layout: 'record' } });

  expect(await verify(world)).toEqual(['Deal 7: ok', 'a.pdf: ok', 'b.pdf: ok']);
  expect(await verify(world, true)).toEqual(['Deal 7: ok', 'a.pdf: ok', 'b.pdf: ok']);
});

test('what was trashed is missing, what has another size differs', async () => {
  const world = worldOf([file('a'), file('b')]);
  await world.run();
  const [a, b] = world.store.live();
  if (a !== undefined) a.trashed = true;
  if (b !== undefined) b.text = 'shorter';

  expect(await verify(world)).toEqual(['a.pdf: missing', 'b.pdf: differs']);
});

test('other bytes of the same size are seen only by reading them', async () => {
  const world = worldOf([file('a')]);
  await world.run();
  const [a] = world.store.live();
  if (a !== undefined) a.text = 'CONTENT of a';

  expect(await verify(world)).toEqual(['a.pdf: ok']);
  expect(await verify(world, true)).toEqual(['a.pdf: differs']);
});

test('a size that still lags is decided by the bytes', async () => {
  const world = worldOf([file('a')], { manners: { ...worstManners, sizeLagReads: 100 } });
  await world.run();
  expect(await verify(world)).toEqual(['a.pdf: ok']);

  const [a] = world.store.live();
  if (a !== undefined) a.text = 'CONTENT of a';
  expect(await verify(world)).toEqual(['a.pdf: differs']);
});

test('what cannot be looked at is unknown, and the next is looked at', async () => {
  const world = worldOf([file('a'), file('b')]);
  await world.run();
  const { stat } = world.store;
  const [first] = world.store.live();
  world.store.stat = async (id) => {
    if (id === first?.id)
      throw new TransferFailure('an outage', { reach: 'item', reason: 'transient' });
    return stat.call(world.store, id);
  };

  expect(await verify(world)).toEqual(['a.pdf: unknown', 'b.pdf: ok']);
});

test('a failure that reaches the run is thrown', async () => {
  const world = worldOf([file('a')]);
  await world.run();
  world.store.stat = async () => {
    throw new TransferFailure('the grant is gone', { reach: 'run', reason: 'authorization' });
  };

  await expect(verify(world)).rejects.toMatchObject({ reason: 'authorization' });
});

test('a run that stored nothing has nothing to verify', async () => {
  expect(await verify(worldOf([]))).toEqual([]);
});
