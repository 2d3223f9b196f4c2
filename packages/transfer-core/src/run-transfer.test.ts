import { describe, expect, test } from 'vitest';
import { TransferFailure } from './failure.ts';
import { file, modifiedAt, outcomeOf, worldOf } from './testing/deal-world.ts';

describe('the result rules', () => {
  test('a folder with files ticks the box', async () => {
    const world = worldOf([file('a'), file('b')]);

    const summary = await world.run();

    expect(world.stored()).toEqual(['a.pdf: content of a', 'b.pdf: content of b']);
    expect(world.checked('1')).toBe(true);
    expect(outcomeOf(summary)).toMatchObject({ status: 'transferred', checked: true });
  });

  test('a folder without files leaves the box unticked', async () => {
    const world = worldOf([]);

    const summary = await world.run();

    expect(outcomeOf(summary)).toMatchObject({ status: 'no-files', checked: false });
    expect(world.checked('1')).toBe(false);
  });

  test('a folder with subfolders only counts as without files, and says so', async () => {
    const parent = [{ id: 'f', name: 'Deal 7', subfolders: ['2025', '2026'] }];
    const world = worldOf([], { parent });

    const summary = await world.run();

    expect(outcomeOf(summary)).toMatchObject({
      status: 'no-files',
      message: expect.stringContaining('only 2 subfolders') as string,
    });
  });

  test('a folder that is not found leaves the box unticked', async () => {
    const world = worldOf([file('a')], { records: [{ id: '1', folderName: 'Deal 8' }] });

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'folder-not-found' });
    expect(world.checked('1')).toBe(false);
  });

  test('one failing file of several ticks the box, and the next run sends it', async () => {
    const world = worldOf([file('a'), file('b'), file('c')]);
    world.store.uploadFaults.set('b.pdf', 'refused');

    const first = await world.run();

    expect(outcomeOf(first)).toMatchObject({ status: 'partly-transferred', checked: true });
    expect(outcomeOf(first)?.counts).toMatchObject({ transferred: 2, failed: 1 });

    const second = await world.run();

    expect(outcomeOf(second)).toMatchObject({ status: 'transferred', checked: true });
    expect(world.stored()).toEqual([
      'a.pdf: content of a',
      'b.pdf: content of b',
      'c.pdf: content of c',
    ]);
    expect((await world.run()).outcomes).toEqual([]);
  });

  test('when all uploads fail the box stays unticked, and the next run tries again', async () => {
    const world = worldOf([file('a')]);
    world.store.uploadFaults.set('a.pdf', 'refused');

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'failed', checked: false });
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred', checked: true });
  });

  test('a file that fails for good is abandoned after three runs', async () => {
    const world = worldOf([file('a'), file('b')]);
    const blocked = { reach: 'item', reason: 'permanent' } as const;
    world.source.broken.set('b', new TransferFailure('it is blocked', blocked));

    const messages: boolean[] = [];
    for (let run = 0; run < 4; run += 1) {
      const { events } = await world.run();
      for (const event of events)
        if (event.type === 'item-end' && event.outcome.status === 'failed')
          messages.push(event.outcome.abandoned);
    }

    expect(messages).toEqual([false, false, true]);
  });

  test('a transient failure is never abandoned', async () => {
    const world = worldOf([file('a')]);
    const cut = { reach: 'item', reason: 'transient' } as const;
    world.source.broken.set('a', new TransferFailure('the line was cut', cut));

    for (let run = 0; run < 5; run += 1) await world.run();
    world.source.broken.clear();

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
  });
});

describe('names in the store', () => {
  test('a name that somebody else uses gets the time of the source file', async () => {
    const world = worldOf([file('a')]);
    world.store.putForeign({ name: 'A.PDF', text: 'not ours' });

    await world.run();

    expect(world.stored()).toContain('a_20260131T235958Z.pdf: content of a');
  });

  test('the name is the same on every attempt', async () => {
    const world = worldOf([file('a'), file('b')]);
    world.store.putForeign({ name: 'a.pdf', text: 'not ours' });
    world.store.uploadFaults.set('a_20260131T235958Z.pdf', 'refused');

    await world.run();
    await world.run();

    expect(world.stored().filter((line) => line.includes('content of a'))).toEqual([
      'a_20260131T235958Z.pdf: content of a',
    ]);
  });

  test('two siblings of one name each get a name of their own', async () => {
    const world = worldOf([
      file('x1', { name: 'scan.pdf' }),
      file('x2', { name: 'scan.pdf' }),
      file('x3', { name: 'SCAN.pdf' }),
    ]);

    await world.run();

    const names = world.store.live().map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(3);
    expect(world.stored()).toHaveLength(3);
  });

  test('two records with a file of one name both keep it', async () => {
    const world = worldOf([], {
      records: [
        { id: '1', folderName: 'A' },
        { id: '2', folderName: 'B' },
      ],
      parent: [
        { id: 'fa', name: 'A', files: [file('a', { name: 'offer.pdf' })] },
        { id: 'fb', name: 'B', files: [file('b', { name: 'offer.pdf' })] },
      ],
    });

    await world.run();

    expect(world.stored()).toEqual([
      'offer.pdf: content of a',
      'offer_20260131T235958Z.pdf: content of b',
    ]);
  });

  test('a name taken between listing and upload leads to the next name, not to adoption', async () => {
    const world = worldOf([file('a')]);
    const { upload } = world.store;
    world.store.upload = async (request) => {
      world.store.upload = upload;
      world.store.putForeign({ name: 'a.pdf', text: 'content of a' });
      return upload.call(world.store, request);
    };

    await world.run();

    const ours = world.store.live().filter(({ uploaded }) => uploaded);
    expect(ours.map(({ name }) => name)).toEqual(['a_20260131T235958Z.pdf']);
    expect(world.checked('1')).toBe(true);
  });
});

describe('finding the folder', () => {
  const twice = [
    { id: 'old', name: 'Deal 7', modifiedAt: 1, files: [file('old')] },
    { id: 'new', name: 'deal 7', modifiedAt: 2, files: [file('new')] },
  ];

  test('a name that differs in case, Unicode form or blanks is found', async () => {
    const world = worldOf([file('a')], {
      records: [{ id: '1', folderName: '  STRASSE CAFE\u0301 ' }],
      parent: [{ id: 'f', name: 'Straße Café', files: [file('a')] }],
    });

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
  });

  test('the wider catalogue is walked once, and only when the known parent has no match', async () => {
    const world = worldOf([file('a')], {
      records: [
        { id: '1', folderName: 'Deal 7' },
        { id: '2', folderName: 'Far' },
        { id: '3', folderName: 'Farther' },
      ],
      elsewhere: [{ id: 'far', name: 'Far', files: [file('b')] }],
    });

    const summary = await world.run();

    expect(outcomeOf(summary, '2')).toMatchObject({ status: 'transferred' });
    expect(outcomeOf(summary, '3')).toMatchObject({ status: 'folder-not-found' });
    expect(world.source.catalogueWalks).toBe(1);
  });

  test('of duplicates the one under the known parent is taken', async () => {
    const world = worldOf([file('known')], {
      elsewhere: [{ id: 'other', name: 'Deal 7', modifiedAt: 99, files: [file('other')] }],
    });

    await world.run();

    expect(world.stored()).toEqual(['known.pdf: content of known']);
  });

  test('of duplicates elsewhere the latest modified is taken', async () => {
    const world = worldOf([], { parent: [], elsewhere: twice });

    await world.run();

    expect(world.stored()).toEqual(['new.pdf: content of new']);
  });

  test('a tie is ambiguous: nothing is written and the candidates are named', async () => {
    const tie = twice.map((folder) => ({ ...folder, modifiedAt: 5 }));
    const world = worldOf([], { parent: [], elsewhere: tie });

    const outcome = outcomeOf(await world.run());

    expect(outcome).toMatchObject({ status: 'ambiguous', checked: false });
    expect(outcome?.message).toMatch(/old.*new/u);
    expect(world.stored()).toEqual([]);
  });
});

describe('the store folder', () => {
  test('a record with a store folder of its own is sent there', async () => {
    const world = worldOf([file('a')], {
      records: [{ id: '1', folderName: 'Deal 7', storeFolderId: 'store-2' }],
    });
    world.store.folders.set('store-2', true);

    await world.run();

    expect(world.store.live()).toMatchObject([{ folderId: 'store-2', name: 'a.pdf' }]);
  });

  test.each([
    ['missing', undefined, 'does not exist'],
    ['read-only', false, 'is read-only'],
  ])('a %s store folder fails its record only, with the reason', async (_, state, words) => {
    const world = worldOf([file('a')], {
      records: [
        { id: '1', folderName: 'Deal 7', storeFolderId: 'bad' },
        { id: '2', folderName: 'Deal 7' },
      ],
    });
    if (state !== undefined) world.store.folders.set('bad', state);

    const summary = await world.run();

    expect(outcomeOf(summary, '1')).toMatchObject({ status: 'failed', checked: false });
    expect(outcomeOf(summary, '1')?.message).toContain(words);
    expect(outcomeOf(summary, '2')).toMatchObject({ status: 'transferred' });
  });
});

describe('what is read', () => {
  test('a listed size of 0 is not believed', async () => {
    const world = worldOf([file('a', { listedSize: 0 })]);

    await world.run();

    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('an empty file is stored', async () => {
    const world = worldOf([file('a', { text: '' })]);

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: ']);
  });

  test('a native document is stored under the name of its export', async () => {
    const world = worldOf([file('a', { name: 'Minutes', kind: 'native-document' })]);

    await world.run();

    expect(world.stored()).toEqual(['Minutes.docx: content of a']);
  });

  test('a download that ends early stores nothing', async () => {
    const world = worldOf([file('a')]);
    const { open } = world.source;
    world.source.open = async (item) => ({ ...(await open.call(world.source, item)), size: 999 });

    const summary = await world.run();

    expect(outcomeOf(summary)).toMatchObject({ status: 'failed' });
    expect(outcomeOf(summary)?.message).toContain('of 999 bytes');
    expect(world.stored()).toEqual([]);
  });

  test('a file that changes while it is copied is taken back and sent anew', async () => {
    const world = worldOf([file('a'), file('b')]);
    const { upload } = world.store;
    world.store.upload = async (request) => {
      const [folder] = world.source.parent ?? [];
      if (request.name === 'a.pdf' && folder?.files)
        folder.files[0] = file('a', { text: 'changed', modifiedAt: modifiedAt + 1000 });
      return upload.call(world.store, request);
    };

    const first = await world.run();
    expect(outcomeOf(first)).toMatchObject({ status: 'partly-transferred' });
    expect(outcomeOf(first)?.counts).toMatchObject({ transferred: 1, failed: 1 });

    await world.run();
    expect(world.stored()).toEqual(['a_20260131T235959Z.pdf: changed', 'b.pdf: content of b']);
  });

  test('a file that appears during the transfer is sent by the next run', async () => {
    const world = worldOf([file('a')]);
    const { upload } = world.store;
    world.store.upload = async (request) => {
      world.source.parent?.[0]?.files?.push(file('late'));
      world.store.upload = upload;
      return upload.call(world.store, request);
    };

    await world.run();
    await world.run();

    expect(world.stored()).toEqual(['a.pdf: content of a', 'late.pdf: content of late']);
  });

  test('wrong content in the store is trashed, and the file is sent again', async () => {
    const world = worldOf([file('a')]);
    world.store.uploadFaults.set('a.pdf', 'wrong-content');

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'failed', checked: false });
    expect(world.stored()).toEqual([]);
    await world.run();
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('an answer that is lost is looked for, and found by its content', async () => {
    const world = worldOf([file('a')], { manners: { sameName: 'suffix', sizeLagReads: 3 } });
    world.store.uploadFaults.set('a.pdf', 'answer-lost');

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('what cannot be proved is uncertain: no tick, no second upload', async () => {
    const world = worldOf([file('a')]);
    world.store.uploadFaults.set('a.pdf', 'answer-lost');
    const { read } = world.store;
    world.store.read = async () => {
      throw new Error('not readable today');
    };

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'uncertain', checked: false });
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'uncertain', checked: false });
    expect(world.stored()).toHaveLength(1);

    world.store.read = read;
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred', checked: true });
    expect(world.stored()).toHaveLength(1);
  });
});

describe('the tick', () => {
  test('a record that was edited meanwhile is not ticked', async () => {
    const world = worldOf([file('a')]);
    const { upload } = world.store;
    world.store.upload = async (request) => {
      world.records.edit('1', { folderName: 'Deal 9' });
      return upload.call(world.store, request);
    };

    const outcome = outcomeOf(await world.run());

    expect(outcome).toMatchObject({ status: 'changed', checked: false });
    expect(world.checked('1')).toBe(false);
  });

  test('a stored file that vanished before the tick prevents it', async () => {
    const world = worldOf([file('a')]);
    const { upload } = world.store;
    world.store.upload = async (request) => {
      const answer = await upload.call(world.store, request);
      await world.store.trash(answer.id);
      world.store.upload = upload;
      return answer;
    };

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'changed', checked: false });
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred', checked: true });
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('a refused tick is told, and the next run sends nothing again', async () => {
    const world = worldOf([file('a')]);
    world.records.refusals.set('1', 'the record is locked');

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'not-written', checked: false });
    world.records.refusals.clear();
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred', checked: true });
    expect(world.stored()).toHaveLength(1);
  });

  test('a tick whose answer was lost is recognised as ours', async () => {
    const world = worldOf([file('a')]);
    const { write } = world.records;
    world.records.write = async (rows) => {
      await write.call(world.records, rows);
      throw new Error('the line was cut');
    };

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred', checked: true });
  });

  test('a box that a person ticked first is closed, and what was left is not retried', async () => {
    const world = worldOf([file('a')]);
    world.store.uploadFaults.set('a.pdf', 'refused');
    await world.run();
    world.records.edit('1', { checked: true });

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'ticked-by-person' });
    expect((await world.run()).outcomes).toEqual([]);
    expect(world.stored()).toEqual([]);
  });

  test('a box that a person unticks later sends only what is new or missing', async () => {
    const world = worldOf([file('a'), file('b')]);
    await world.run();
    const [folder] = world.source.parent ?? [];
    folder?.files?.push(file('c'));
    const [stored] = world.store.live();
    if (stored) stored.trashed = true;
    world.records.edit('1', { checked: false });

    const outcome = outcomeOf(await world.run());

    expect(outcome?.counts).toMatchObject({ transferred: 2, alreadyTransferred: 1 });
    expect(world.stored()).toEqual([
      'a.pdf: content of a',
      'b.pdf: content of b',
      'c.pdf: content of c',
    ]);
  });
});

describe('which records are processed', () => {
  const many = Array.from({ length: 5 }, (_, index) => ({
    id: String(index + 1),
    folderName: 'None',
  }));

  test('ticked records and records without a folder name are not picked', async () => {
    const world = worldOf([file('a')], {
      records: [{ id: '1', folderName: 'Deal 7', checked: true }, { id: '2' }],
    });

    expect((await world.run()).outcomes).toEqual([]);
  });

  test('a record asked for by id that is not pending says why', async () => {
    const world = worldOf([file('a')], {
      records: [{ id: '1', folderName: 'Deal 7', checked: true }, { id: '2' }],
    });

    const { refused } = await world.run({ recordIds: ['1', '2', '3'] });

    expect(refused.map(({ message }) => message)).toEqual([
      'its checkbox is ticked already',
      'its folder-name field is empty',
      'there is no such record in the module',
    ]);
  });

  test('force processes a ticked record', async () => {
    const world = worldOf([file('a')], {
      records: [{ id: '1', folderName: 'Deal 7', checked: true }],
    });

    await world.run({ recordIds: ['1'], force: true });

    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('limit takes the least recently attempted first, so that nobody starves', async () => {
    const world = worldOf([], { records: many });
    const seen: string[] = [];

    for (let run = 0; run < 3; run += 1)
      for (const { recordId } of (await world.run({ limit: 2 })).outcomes) seen.push(recordId);

    expect(seen).toEqual(['1', '2', '3', '4', '5', '1']);
  });
});

describe('what stops a run', () => {
  test('a penalty leaves the items open and marks nothing failed', async () => {
    const world = worldOf([file('a'), file('b')]);
    const penalty = { reach: 'run', reason: 'try-later' } as const;
    world.source.broken.set('b', new TransferFailure('come back in 20 minutes', penalty));

    const first = await world.run();
    expect(first.stoppedBy).toMatchObject({ reason: 'try-later' });
    expect(outcomeOf(first)).toMatchObject({ status: 'interrupted', checked: false });

    world.source.broken.clear();
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toHaveLength(2);
  });

  test('a throttled upload is sent again, and ends the run when it happens three times', async () => {
    const world = worldOf([file('a'), file('b')]);
    world.store.uploadFaults.set('a.pdf', 'throttled');

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });

    const other = worldOf([file('a')]);
    const { upload } = other.store;
    other.store.upload = async (request) => {
      other.store.uploadFaults.set('a.pdf', 'throttled');
      return upload.call(other.store, request);
    };
    const { stoppedBy } = await other.run();
    expect(stoppedBy).toMatchObject({ reason: 'try-later' });
    expect(other.stored()).toEqual([]);
  });

  test('a failing journal stops everything before anything further is written remotely', async () => {
    const world = worldOf([file('a'), file('b')]);
    const { upload } = world.store;
    world.store.upload = async (request) => {
      world.journal.breakWrites();
      return upload.call(world.store, request);
    };

    const { stoppedBy } = await world.run();

    expect(stoppedBy).toMatchObject({ reason: 'state' });
    expect(world.stored()).toEqual([]);
    expect(world.checked('1')).toBe(false);
  });

  test('an interruption stores no half file, writes what is ready and leaves the rest', async () => {
    const stop = new AbortController();
    const world = worldOf([], {
      records: [
        { id: '1', folderName: 'A' },
        { id: '2', folderName: 'B' },
      ],
      parent: [
        { id: 'fa', name: 'A', files: [file('a')] },
        { id: 'fb', name: 'B', files: [file('b1'), file('b2')] },
      ],
    });
    const { open } = world.source;
    world.source.open = async (item) => {
      if (item.id === 'b1') stop.abort();
      return open.call(world.source, item);
    };

    const { stoppedBy } = await world.run({ signal: stop.signal });

    expect(stoppedBy).toMatchObject({ reason: 'interrupted' });
    expect(world.stored()).toEqual(['a.pdf: content of a']);
    expect(world.checked('1')).toBe(true);
    expect(world.checked('2')).toBe(false);

    await world.run();
    expect(world.stored()).toHaveLength(3);
    expect(world.checked('2')).toBe(true);
  });

  test('a lock that was lost writes nothing', async () => {
    const world = worldOf([file('a')]);
    const lost = { reach: 'run', reason: 'state' } as const;
    const ports = {
      ...world.ports(),
      lock: {
        check: async () => {
          throw new TransferFailure('another run took over', lost);
        },
      },
    };

    const { stoppedBy } = await world.run({}, ports);

    expect(stoppedBy).toMatchObject({ message: 'another run took over' });
    expect(world.stored()).toEqual([]);
  });

  test('a lost report line does not harm the transfer', async () => {
    const world = worldOf([file('a')]);
    world.history.record = async () => {
      throw new Error('disk full');
    };

    const { events } = await world.run();

    expect(world.checked('1')).toBe(true);
    expect(events.filter(({ type }) => type === 'history-failed')).toHaveLength(1);
  });
});
