import { describe, expect, test } from 'vitest';
import { TransferFailure } from './failure.ts';
import { file, outcomeOf, worldOf } from './testing/deal-world.ts';

describe('policy `all`', () => {
  test('a box waits for a file that failed, and is ticked once it is stored', async () => {
    const world = worldOf([file('a'), file('b')]);
    world.source.broken.set(
      'b',
      new TransferFailure('cut', { reach: 'item', reason: 'transient' }),
    );

    const first = await world.run({ policy: 'all' });

    expect(outcomeOf(first)).toMatchObject({
      status: 'partly-transferred',
      checked: false,
      message: expect.stringContaining('waits for what is left (1 failed)') as string,
    });
    expect(world.checked('1')).toBe(false);

    world.source.broken.clear();
    const second = await world.run({ policy: 'all' });

    expect(outcomeOf(second)).toMatchObject({ status: 'transferred', checked: true });
    expect(world.stored()).toEqual(['a.pdf: content of a', 'b.pdf: content of b']);
  });

  test('a subfolder that is left out keeps the box unticked', async () => {
    const parent = [{ id: 'f', name: 'Deal 7', files: [file('a')], subfolders: ['2026'] }];
    const world = worldOf([], { parent });

    const summary = await world.run({ policy: 'all' });

    expect(outcomeOf(summary)).toMatchObject({ status: 'partly-transferred', checked: false });
    expect((await world.run({ policy: 'any' })).outcomes).toMatchObject([{ checked: true }]);
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });
});

describe('a budget', () => {
  test('ends the run after so many files, ticks nothing half, and the next run goes on', async () => {
    const world = worldOf([file('a'), file('b'), file('c')]);

    const first = await world.run({ budget: { files: 2 } });

    expect(first.stoppedBy).toMatchObject({ reason: 'budget' });
    expect(world.stored()).toEqual(['a.pdf: content of a', 'b.pdf: content of b']);
    expect(outcomeOf(first)).toMatchObject({ status: 'interrupted', checked: false });

    const second = await world.run({ budget: { files: 2 } });

    expect(second.stoppedBy).toBeUndefined();
    expect(world.stored()).toHaveLength(3);
    expect(outcomeOf(second)).toMatchObject({ status: 'transferred', checked: true });
  });

  test('lets every run get on, however small it is', async () => {
    const world = worldOf([file('a'), file('b'), file('c')]);
    for (const stored of [1, 2]) {
      expect((await world.run({ budget: { bytes: 1 } })).stoppedBy).toBeDefined();
      expect(world.stored()).toHaveLength(stored);
    }
    const last = await world.run({ budget: { bytes: 1 } });
    expect(outcomeOf(last)).toMatchObject({ status: 'transferred', checked: true });
    expect(world.stored()).toHaveLength(3);
  });

  test('that ends between two records writes the tick of the first', async () => {
    const world = worldOf([], {
      records: [
        { id: '1', folderName: 'One' },
        { id: '2', folderName: 'Two' },
      ],
      parent: [
        { id: 'f1', name: 'One', files: [file('a')] },
        { id: 'f2', name: 'Two', files: [file('b')] },
      ],
    });

    const summary = await world.run({ budget: { files: 1 } });

    expect(summary.stoppedBy).toMatchObject({ reason: 'budget' });
    expect([world.checked('1'), world.checked('2')]).toEqual([true, false]);
  });

  test('that is just enough does not end the run early', async () => {
    const world = worldOf([file('a'), file('b')]);
    const summary = await world.run({ budget: { files: 2 } });
    expect(summary.stoppedBy).toBeUndefined();
    expect(world.checked('1')).toBe(true);
  });
});
