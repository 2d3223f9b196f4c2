import { describe, expect, test } from 'vitest';
import { mortalPorts, Steps } from './testing/mortal-ports.ts';
import { file, outcomeOf, worldOf } from './testing/deal-world.ts';
import { InMemoryWorld } from './testing/in-memory-world.ts';
import { ourZuid, worstManners } from './testing/in-memory-store-drive.ts';
import { TransferFailure } from './failure.ts';
import type { InMemorySourceFolder } from './testing/in-memory-source-drive.ts';

const byRecord = { rules: { layout: 'record' } } as const;
const mirrored = { rules: { recursive: true } } as const;

const photos: InMemorySourceFolder = {
  id: 'p',
  name: 'Photos',
  files: [file('p1')],
  subfolders: [{ id: 'y', name: '2026', files: [file('y1'), file('y2')] }],
};

const nested = (more: Partial<InMemorySourceFolder> = {}): InMemoryWorld =>
  worldOf([], {
    parent: [{ id: 'f', name: 'Deal 7', files: [file('a')], subfolders: [photos], ...more }],
  });

describe('layout `record`', () => {
  test('each record has a folder of its own, named as its source folder', async () => {
    const world = new InMemoryWorld({
      records: [
        { id: '1', folderName: 'Deal 7' },
        { id: '2', folderName: 'deal 8' },
      ],
      parent: [
        { id: 'f', name: 'Deal 7', files: [file('a', { name: 'offer.pdf' })] },
        { id: 'g', name: 'Deal 8', files: [file('b', { name: 'offer.pdf' })] },
      ],
    });

    await world.run(byRecord);

    expect(world.stored()).toEqual([
      'Deal 7/offer.pdf: content of a',
      'Deal 8/offer.pdf: content of b',
    ]);
    expect([world.checked('1'), world.checked('2')]).toEqual([true, true]);
  });

  test('a record without files makes no folder', async () => {
    const world = worldOf([]);

    await world.run(byRecord);

    expect(world.madeFolders()).toEqual([]);
  });

  test('a later run puts what is new into the same folder, also when a person renamed it', async () => {
    const world = worldOf([file('a'), file('b')]);
    world.store.uploadFaults.set('b.pdf', 'refused');
    await world.run(byRecord);
    const [made] = world.store.made;
    if (made !== undefined) made.name = 'Deal 7 (done)';

    await world.run(byRecord);

    expect(world.stored()).toEqual([
      'Deal 7 (done)/a.pdf: content of a',
      'Deal 7 (done)/b.pdf: content of b',
    ]);
  });

  test('a folder of that name that is not ours is never used', async () => {
    const world = worldOf([file('a')]);
    world.store.makeFolder({ parentId: 'store-1', name: 'Deal 7', createdBy: 'somebody-else' });

    await world.run(byRecord);

    const [stored] = world.stored();
    expect(stored).toMatch(/^Deal 7_\d{8}T\d{6}Z\/a\.pdf: content of a$/);
  });

  test('two records of one folder name get a folder each', async () => {
    const world = worldOf([file('a')], {
      records: [
        { id: '1', folderName: 'Deal 7' },
        { id: '2', folderName: 'Deal 7' },
      ],
    });

    await world.run({ ...byRecord, concurrency: 2 });

    expect(world.stored()).toHaveLength(2);
    expect(new Set(world.madeFolders()).size).toBe(2);
  });

  test('a folder that was trashed is made again, with all its files', async () => {
    const world = worldOf([file('a')]);
    await world.run(byRecord);
    const [made] = world.store.made;
    await world.store.trash(made?.id ?? '');
    world.records.edit('1', { checked: false });

    await world.run(byRecord);

    expect(world.stored()).toEqual(['Deal 7/a.pdf: content of a']);
    expect(world.checked('1')).toBe(true);
  });

  test.each(['answer-lost', 'never-arrives'] as const)(
    'a folder whose answer was lost is found or made, once (%s)',
    async (fault) => {
      const world = worldOf([file('a')]);
      world.store.folderFaults.set('Deal 7', fault);

      const first = await world.run(byRecord);
      await world.run(byRecord);

      expect(world.madeFolders()).toEqual(['Deal 7']);
      expect(world.stored()).toEqual(['Deal 7/a.pdf: content of a']);
      expect(outcomeOf(first)?.status).toBe(fault === 'answer-lost' ? 'transferred' : 'failed');
    },
  );

  test('two new folders that may be it are for a person', async () => {
    const world = worldOf([file('a')]);
    const { createFolder } = world.store;
    world.store.createFolder = async (request) => {
      for (const name of ['Deal 7!', 'Deal 7?'])
        world.store.makeFolder({ parentId: request.parentId, name, createdBy: ourZuid });
      world.store.folderFaults.set(request.name, 'never-arrives');
      return createFolder.call(world.store, request);
    };

    const summary = await world.run(byRecord);

    expect(outcomeOf(summary)).toMatchObject({ status: 'uncertain', checked: false });
    expect(world.stored()).toEqual([]);
    world.store.createFolder = createFolder;
    expect((await world.run(byRecord)).uncertain).toMatchObject([{ kind: 'folder' }]);
    expect(world.stored()).toEqual([]);
  });

  test('a folder that is refused fails its files, and the next run makes it', async () => {
    const world = worldOf([file('a'), file('b')]);
    world.store.folderFaults.set('Deal 7', 'refused');

    const first = await world.run(byRecord);

    expect(outcomeOf(first)).toMatchObject({ status: 'failed', counts: { failed: 2 } });
    await world.run(byRecord);
    expect(world.stored()).toHaveLength(2);
    expect(world.checked('1')).toBe(true);
  });

  test('a name taken meanwhile means the next name', async () => {
    const world = worldOf([file('a')]);
    const { createFolder } = world.store;
    world.store.createFolder = async (request) => {
      world.store.createFolder = createFolder;
      world.store.makeFolder({ ...request, createdBy: 'somebody-else' });
      return createFolder.call(world.store, request);
    };

    await world.run(byRecord);

    expect(world.stored()[0]).toMatch(/^Deal 7_\d{8}T\d{6}Z\/a\.pdf/);
  });
});

describe('recursion', () => {
  test('subfolders are mirrored with all below them', async () => {
    const world = nested();

    const summary = await world.run(mirrored);

    expect(world.stored()).toEqual([
      'Photos/2026/y1.pdf: content of y1',
      'Photos/2026/y2.pdf: content of y2',
      'Photos/p1.pdf: content of p1',
      'a.pdf: content of a',
    ]);
    expect(outcomeOf(summary)?.counts).toMatchObject({ transferred: 4, subfolders: 0 });
  });

  test('with a folder for each record the tree is below it', async () => {
    const world = nested();

    await world.run({ rules: { recursive: true, layout: 'record' } });

    expect(world.stored()).toContain('Deal 7/Photos/2026/y1.pdf: content of y1');
  });

  test('empty folders are not made', async () => {
    const world = nested({ subfolders: [photos, { id: 'e', name: 'Empty' }] });

    await world.run(mirrored);

    expect(world.madeFolders()).toEqual(['2026', 'Photos']);
  });

  test('an undisturbed second run sends nothing and makes nothing', async () => {
    const world = nested();
    await world.run(mirrored);
    world.records.edit('1', { checked: false });

    const again = await world.run(mirrored);

    expect(outcomeOf(again)?.counts).toMatchObject({ transferred: 0, alreadyTransferred: 4 });
    expect(world.stored()).toHaveLength(4);
  });

  test('siblings of one name are both mirrored', async () => {
    const twin = { id: 'p2', name: 'Photos', files: [file('p9')] };
    const world = nested({ subfolders: [photos, twin] });

    await world.run(mirrored);

    expect(world.madeFolders().filter((name) => name.startsWith('Photos'))).toHaveLength(2);
    expect(world.stored()).toHaveLength(5);
  });

  test('a file that came into a subfolder meanwhile keeps the record open', async () => {
    const files = [file('p1')];
    const world = nested({ subfolders: [{ id: 'p', name: 'Photos', files }] });
    const { open } = world.source;
    world.source.open = async (item) => {
      if (item.id === 'p1' && files.length === 1) files.push(file('late'));
      return open.call(world.source, item);
    };
    await world.run(mirrored);

    await world.run(mirrored);

    expect(world.stored()).toContain('Photos/late.pdf: content of late');
  });

  test('folders without an end fail the record', async () => {
    const world = nested();
    const { list } = world.source;
    world.source.list = async function* (folderId) {
      if (folderId === 'f') yield* list.call(world.source, folderId);
      yield { id: `${folderId}+`, name: 'x', kind: 'folder', modifiedAt: 0, listedSize: undefined };
    };

    const summary = await world.run(mirrored);

    expect(outcomeOf(summary)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('nested deeper than 64') as string,
    });
  });
});

describe('a death while folders are made', () => {
  test('leaves no second folder and no file twice, whenever it comes', async () => {
    for (const manners of [{}, worstManners]) {
      const options = {
        records: [{ id: '1', folderName: 'Deal 7' }],
        parent: [{ id: 'f', name: 'Deal 7', files: [file('a')], subfolders: [photos] }],
        manners,
      };
      const rules = { recursive: true, layout: 'record' } as const;
      const steps = new Steps();
      const undisturbed = new InMemoryWorld(options);
      await undisturbed.run({ rules }, mortalPorts(undisturbed, steps));
      expect(steps.count).toBeGreaterThan(60);
      for (let dieAt = 0; dieAt < steps.count; dieAt += 1) {
        const world = new InMemoryWorld(options);
        await world.run({ rules }, mortalPorts(world, new Steps(dieAt)));
        // At once, while a late commit may still be on its way, and on the next day.
        world.clock.advance(-86_400_000 + 1);
        for (let run = 0; run < 2; run += 1) await world.run({ rules });
        expect({ dieAt, folders: world.madeFolders() }).toEqual({
          dieAt,
          folders: ['2026', 'Deal 7', 'Photos'],
        });
        expect(world.stored()).toEqual(undisturbed.stored());
        expect(world.checked('1')).toBe(true);
      }
    }
  });
});

describe('what the rules leave out', () => {
  const files = [
    file('a'),
    file('b', { name: 'b.tmp' }),
    file('c', { name: 'Minutes', kind: 'native-document' }),
    file('d', { listedSize: 5000 }),
  ];

  test('is neither sent nor failed, and is told', async () => {
    const world = worldOf(files);
    const rules = {
      accepts: (path: string) => !path.endsWith('.tmp'),
      nativeDocuments: 'skip',
      maxFileSize: 4999,
    } as const;

    const { events, ...summary } = await world.run({ rules });

    expect(world.stored()).toEqual(['a.pdf: content of a']);
    expect(outcomeOf(summary)?.counts).toMatchObject({
      discovered: 4,
      transferred: 1,
      failed: 0,
      excluded: 2,
      documents: 1,
    });
    const reasons = events.flatMap((event) =>
      event.type === 'item-end' && event.outcome.status === 'skipped' ? event.outcome.reason : [],
    );
    expect(reasons.toSorted()).toEqual(['excluded', 'native-document', 'too-large']);
  });

  test('counts as left under `all` only where the user did not ask for it', async () => {
    const excluded = worldOf(files.slice(0, 2));
    const accepts = (path: string): boolean => !path.endsWith('.tmp');
    await excluded.run({ rules: { accepts }, policy: 'all' });
    expect(excluded.checked('1')).toBe(true);

    const skipped = worldOf(files.slice(0, 1).concat(files.slice(2, 3)));
    const summary = await skipped.run({ rules: { nativeDocuments: 'skip' }, policy: 'all' });
    expect(outcomeOf(summary)).toMatchObject({
      status: 'partly-transferred',
      checked: false,
      message: expect.stringContaining('1 left out as native documents') as string,
    });
  });

  test('leaves nothing to do when it is everything', async () => {
    const world = worldOf(files.slice(1, 3));
    const rules = { accepts: () => false, nativeDocuments: 'skip' } as const;

    const summary = await world.run({ rules });

    expect(outcomeOf(summary)).toMatchObject({
      status: 'no-files',
      message: expect.stringContaining('2 excluded by name or size') as string,
    });
  });

  test('does not keep the record open when it comes during the transfer', async () => {
    const world = worldOf([file('a')]);
    const { open } = world.source;
    world.source.open = async (item) => {
      world.source.parent?.[0]?.files?.push(file('late', { name: 'late.tmp' }));
      return open.call(world.source, item);
    };

    await world.run({ rules: { accepts: (path) => !path.endsWith('.tmp') }, policy: 'all' });

    expect(world.checked('1')).toBe(true);
  });

  test('native documents fail when the rules say so', async () => {
    const world = worldOf(files.slice(0, 1).concat(files.slice(2, 3)));

    const summary = await world.run({ rules: { nativeDocuments: 'fail' } });

    expect(outcomeOf(summary)).toMatchObject({
      status: 'partly-transferred',
      counts: { transferred: 1, failed: 1 },
    });
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('the filter sees the whole path below the record', async () => {
    const world = nested();
    const seen: string[] = [];
    const accepts = (path: string): boolean => seen.push(path) > 0;

    await world.run({ rules: { recursive: true, accepts } });

    expect(new Set(seen)).toEqual(
      new Set(['a.pdf', 'Photos/p1.pdf', 'Photos/2026/y1.pdf', 'Photos/2026/y2.pdf']),
    );
  });
});

describe('a pinned folder', () => {
  test('decides before any name does', async () => {
    const world = worldOf([file('a')]);
    world.source.elsewhere.push({ id: 'other', name: 'Other', files: [file('x')] });
    await world.journal.pin('1', 'other');

    const summary = await world.run();

    expect(world.stored()).toEqual(['x.pdf: content of x']);
    expect(outcomeOf(summary)?.folder).toMatchObject({ id: 'other' });
  });

  test('settles an ambiguity', async () => {
    const twins = ['f1', 'f2'].map((id) => ({ id, name: 'Deal 7', files: [file(`of-${id}`)] }));
    const world = worldOf([], { parent: twins });
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'ambiguous' });

    await world.journal.pin('1', 'f2');
    await world.run();

    expect(world.stored()).toEqual(['of-f2.pdf: content of of-f2']);
  });

  test('that is gone is not replaced by another of the name', async () => {
    const world = worldOf([file('a')]);
    await world.journal.pin('1', 'gone');

    const summary = await world.run();

    expect(outcomeOf(summary)).toMatchObject({
      status: 'folder-not-found',
      message: expect.stringContaining('pinned') as string,
    });
    expect(world.stored()).toEqual([]);
  });

  test('that cannot be asked for fails its record alone', async () => {
    const world = worldOf([file('a')]);
    await world.journal.pin('1', 'f');
    world.source.folder = async () => {
      throw new TransferFailure('cut', { reach: 'item', reason: 'transient' });
    };

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'failed', message: 'cut' });
  });
});
