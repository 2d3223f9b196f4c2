import { describe, expect, test } from 'vitest';
import { InMemoryWorld, type WorldOptions } from './testing/in-memory-world.ts';
import { planTransfer } from './plan-transfer.ts';
import { readText } from './testing/in-memory-store-drive.ts';
import { TransferFailure } from './failure.ts';
import type { InMemorySourceFile } from './testing/in-memory-source-drive.ts';
import type { RunSummary } from './run-transfer.ts';

/** What is in doubt is neither ticked nor sent twice, and is looked at again. */

function file(id: string, given: Partial<InMemorySourceFile> = {}): InMemorySourceFile {
  return { id, name: `${id}.pdf`, text: `content of ${id}`, modifiedAt: 1000, ...given };
}

/** Two records with folders `A` and `B`, and one store folder for both. */
function twoRecords(
  a: InMemorySourceFile[],
  b: InMemorySourceFile[],
  more: Partial<WorldOptions> = {},
) {
  return new InMemoryWorld({
    records: [
      { id: '1', folderName: 'A' },
      { id: '2', folderName: 'B' },
    ],
    parent: [
      { id: 'fa', name: 'A', files: a },
      { id: 'fb', name: 'B', files: b },
    ],
    ...more,
  });
}

const oneFile = (more: Partial<WorldOptions> = {}): InMemoryWorld =>
  twoRecords([file('a')], [], { records: [{ id: '1', folderName: 'A' }], ...more });

function outcomeOf(summary: RunSummary, recordId = '1') {
  return summary.outcomes.find((outcome) => outcome.recordId === recordId);
}

const notToday = (): Promise<never> => Promise.reject(new Error('not today'));

describe('a store whose dates are ahead of its files', () => {
  test('is no reason to send a file twice', async () => {
    const world = oneFile({ manners: { dateAheadMs: 120_000 } });
    world.store.uploadFaults.set('a.pdf', 'answer-lost');

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    await world.run();
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });
});

describe('a run that stands still while it notes what it is about to release', () => {
  test('releases nothing when it has lost its lock meanwhile', async () => {
    const world = oneFile();
    const { sent } = world.journal;
    const ports = world.ports();
    let isHeld = true;
    ports.lock = {
      check: async () => {
        if (!isHeld)
          throw new TransferFailure('the lock is lost', { reach: 'run', reason: 'state' });
      },
    };
    world.journal.sent = async (...step) => {
      await sent.apply(world.journal, step);
      isHeld = false;
    };

    expect(await world.run({}, ports)).toMatchObject({
      stoppedBy: { message: 'the lock is lost' },
    });
    expect(world.stored()).toEqual([]);
    world.journal.sent = sent;
    await world.run();
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });
});

describe('a stored file that cannot be proved', () => {
  test('is not sent again when neither size nor bytes can be read', async () => {
    const world = oneFile({ manners: { md5InAnswers: false } });
    const { upload, stat, read } = world.store;
    world.store.upload = async (request) => ({
      ...(await upload.call(world.store, request)),
      size: undefined,
    });
    world.store.stat = notToday;
    world.store.read = notToday;

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'uncertain', checked: false });
    Object.assign(world.store, { stat, read });

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('is still found after another record was sent into its folder', async () => {
    const world = twoRecords([file('a')], []);
    world.store.uploadFaults.set('a.pdf', 'answer-lost');
    const { read } = world.store;
    world.store.read = notToday;
    await world.run();
    world.source.parent?.[1]?.files?.push(file('b'));

    const second = await world.run();
    expect(outcomeOf(second, '2')).toMatchObject({ status: 'transferred' });
    expect(second.uncertain).toHaveLength(1);
    world.store.read = read;

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: content of a', 'b.pdf: content of b']);
  });

  test('is trashed once its bytes can be read and are wrong', async () => {
    const world = oneFile();
    world.store.uploadFaults.set('a.pdf', 'wrong-content');
    const { read } = world.store;
    world.store.read = notToday;
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'uncertain' });
    world.store.read = read;

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('is found beside a stranger of the same size that cannot be read', async () => {
    const world = oneFile({ manners: { sameName: 'suffix' } });
    const { read, upload } = world.store;
    let stranger = '';
    world.store.upload = async (request) => {
      world.store.uploadFaults.set('a.pdf', 'answer-lost');
      stranger = world.store.putForeign({
        name: 'a.pdf',
        text: 'CONTENT OF A',
        createdBy: '1001',
      }).id;
      return upload.call(world.store, request);
    };
    world.store.read = async (id) => (id === stranger ? notToday() : read.call(world.store, id));

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toHaveLength(2);
  });

  test('is reported also by a run that does not touch its record', async () => {
    const world = twoRecords([file('a')], [file('b')]);
    world.store.uploadFaults.set('a.pdf', 'answer-lost');
    world.store.read = notToday;
    await world.run({ recordIds: ['1'] });

    const { outcomes, uncertain } = await world.run({ recordIds: ['2'] });

    expect(outcomes).toMatchObject([{ recordId: '2', status: 'transferred' }]);
    expect(uncertain).toMatchObject([{ recordId: '1', name: 'a.pdf' }]);
  });
});

test('what lay there before is never taken for a copy that was lost, though it has its bytes', async () => {
  const world = twoRecords([file('a')], []);
  world.clock.advance(86_400_000);
  world.store.putForeign({ name: 'copy.pdf', text: 'content of a', createdBy: '1001' });
  const { upload } = world.store;
  world.store.upload = async (request) => {
    world.store.upload = upload;
    await readText(request.body, request.size);
    throw new TransferFailure('cut', { reach: 'item', reason: 'maybe-stored' });
  };
  world.clock.advance(-86_400_000);

  await world.run();
  await world.run();

  expect(world.store.live().filter(({ uploaded }) => uploaded)).toHaveLength(1);
  expect(world.checked('1')).toBe(true);
});

describe('what the store says of an upload', () => {
  const lost = (world: InMemoryWorld): void => {
    world.store.uploadFaults.set('a.pdf', 'answer-lost');
  };

  test('"stored", while the listing does not show it, is uncertain for an hour', async () => {
    const world = oneFile();
    lost(world);
    const { list, stat } = world.store;
    world.store.progress = async () => ({ status: 'stored', id: undefined });
    world.store.list = async (folderId) => ({
      ...(await list.call(world.store, folderId)),
      items: [],
    });
    world.store.stat = async () => undefined;

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'uncertain' });
    Object.assign(world.store, { list, stat });

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('"stored" under an id with other bytes leads to the trash and a new upload', async () => {
    const world = oneFile();
    const { finishUpload } = world.store;
    let id = '';
    world.store.finishUpload = (request, text) => {
      world.store.finishUpload = finishUpload;
      id = finishUpload.call(world.store, request, text.slice(1)).id;
      throw new TransferFailure('lost', { reach: 'item', reason: 'maybe-stored' });
    };
    world.store.progress = async () => ({ status: 'stored', id });

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'failed' });
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: content of a']);
  });

  test('"in progress" is waited for ten minutes after it was sent, not ten in every run', async () => {
    const world = oneFile();
    lost(world);
    world.store.progress = async () => ({ status: 'in-progress' });

    await world.run();
    world.clock.sleeps.length = 0;
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'uncertain' });

    expect(world.clock.sleeps).toEqual([]);
  });
});

describe('a copy that may not stay', () => {
  test('and cannot be trashed is uncertain, and other records go on', async () => {
    const world = twoRecords([file('a')], [file('b')]);
    world.store.uploadFaults.set('a.pdf', 'wrong-content');
    const { trash } = world.store;
    world.store.trash = notToday;

    for (let run = 0; run < 2; run += 1) {
      const summary = await world.run();
      expect(outcomeOf(summary)).toMatchObject({ status: 'uncertain' });
      expect(summary.stoppedBy).toBeUndefined();
    }
    expect(world.checked('2')).toBe(true);
    world.store.trash = trash;

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: content of a', 'b.pdf: content of b']);
  });
});

describe('a tick in doubt', () => {
  test("our own tick is never taken for a person's: what was left is retried", async () => {
    const world = twoRecords([file('a'), file('x')], []);
    world.store.uploadFaults.set('x.pdf', 'refused');
    const { read } = world.records;
    const { write } = world.records;
    world.records.write = async (rows) => {
      world.records.read = notToday;
      return write.call(world.records, rows);
    };

    await world.run({ recordIds: ['1'] });
    Object.assign(world.records, { read, write });
    await world.run();

    expect(world.stored()).toEqual(['a.pdf: content of a', 'x.pdf: content of x']);
  });

  test('a tick that arrives in a later run is ours', async () => {
    const world = twoRecords([file('a'), file('x')], []);
    world.store.uploadFaults.set('x.pdf', 'refused');
    const { write } = world.records;
    world.records.write = async (rows) =>
      rows.map(({ id }) => ({ id, ok: false, message: 'later' }));
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'not-written' });
    world.records.write = write;
    const { open } = world.source;
    world.source.open = async (item) => {
      world.records.edit('1', { checked: true });
      return open.call(world.source, item);
    };

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: content of a', 'x.pdf: content of x']);
  });

  test('a folder name that was edited while the box was ticked is transferred by the next run', async () => {
    const world = twoRecords([file('a')], [file('b')]);
    world.source.parent?.push({ id: 'fc', name: 'C', files: [file('c')] });
    const { write } = world.records;
    world.records.write = async (rows) => {
      world.records.edit('1', { folderName: 'C' });
      world.records.write = write;
      return write.call(world.records, rows);
    };

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'changed', checked: true });
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toContain('c.pdf: content of c');
  });

  test('a store folder that cannot be listed again keeps its own record unticked, no other', async () => {
    const world = twoRecords([file('a')], [file('b')], {
      records: [
        { id: '1', folderName: 'A', storeFolderId: 'own' },
        { id: '2', folderName: 'B' },
      ],
    });
    world.store.folders.set('own', true);
    const { list } = world.store;
    let listings = 0;
    world.store.list = async (folderId) => {
      if (folderId === 'own') listings += 1;
      return folderId === 'own' && listings === 2 ? notToday() : list.call(world.store, folderId);
    };

    const summary = await world.run();

    expect(outcomeOf(summary, '1')).toMatchObject({ status: 'not-written', checked: false });
    expect(outcomeOf(summary, '2')).toMatchObject({ status: 'transferred', checked: true });
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
  });

  test('a source folder that cannot be listed again keeps its record unticked until it can', async () => {
    const world = oneFile();
    const { list } = world.source;
    let listings = 0;
    world.source.list = (folderId) => {
      listings += 1;
      if (listings === 2) throw new Error('not today');
      return list.call(world.source, folderId);
    };

    const first = outcomeOf(await world.run());
    expect(first).toMatchObject({ status: 'not-written', checked: false });
    expect(first?.counts).toMatchObject({ discovered: 1, transferred: 1 });
    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred', checked: true });
    expect(world.stored()).toHaveLength(1);
  });
});

describe('what was given up', () => {
  const blocked = new TransferFailure('it is blocked', { reach: 'item', reason: 'permanent' });

  async function givenUp(): Promise<InMemoryWorld> {
    const world = twoRecords([file('a'), file('x')], []);
    world.source.broken.set('x', blocked);
    for (let run = 0; run < 3; run += 1) await world.run();
    world.source.broken.clear();
    await world.run();
    expect(world.stored()).toEqual(['a.pdf: content of a']);
    return world;
  }

  test('is sent when the record is asked for by force', async () => {
    const world = await givenUp();

    await world.run({ recordIds: ['1'], force: true });

    expect(world.stored()).toEqual(['a.pdf: content of a', 'x.pdf: content of x']);
  });

  test('is sent when a person unticks the box', async () => {
    const world = await givenUp();
    world.records.edit('1', { checked: false });

    expect(outcomeOf(await world.run())).toMatchObject({ status: 'transferred' });
    expect(world.stored()).toEqual(['a.pdf: content of a', 'x.pdf: content of x']);
  });
});

describe('a listing that fails once', () => {
  test('fails its record, and the next record finds its folder', async () => {
    const world = twoRecords([file('a')], [file('b')]);
    const { source } = world;
    const { knownParent } = source;
    let asked = 0;
    Object.assign(source, {
      knownParent: (signal?: AbortSignal) => {
        asked += 1;
        return asked === 1 ? failing() : knownParent?.(signal);
      },
    });

    const summary = await world.run();

    expect(outcomeOf(summary, '1')).toMatchObject({ status: 'failed' });
    expect(outcomeOf(summary, '2')).toMatchObject({ status: 'transferred' });
  });

  // oxlint-disable-next-line require-yield -- it never comes to that
  async function* failing(): AsyncGenerator<never, void, undefined> {
    throw new Error('not today');
  }
});

describe('what is told', () => {
  test('an interruption while a record is looked up is no failure of the record', async () => {
    const world = oneFile();
    const stop = new AbortController();
    world.source.list = () => {
      stop.abort();
      throw new Error('aborted');
    };

    const { stoppedBy, outcomes } = await world.run({ signal: stop.signal });

    expect(stoppedBy).toMatchObject({ reason: 'interrupted' });
    expect(outcomes).toMatchObject([{ status: 'interrupted' }]);
  });

  test('an interruption of a plan is no failure of a record either', async () => {
    const world = oneFile();
    const stop = new AbortController();
    world.source.list = () => {
      stop.abort();
      throw new Error('aborted');
    };

    const planned = planTransfer(world.ports(), { storeFolderId: 'store-1', signal: stop.signal });

    await expect(planned).rejects.toMatchObject({ reason: 'interrupted' });
  });

  test('a download that differs from the listed size is not stored', async () => {
    const world = oneFile();
    const [folder] = world.source.parent ?? [];
    if (folder) folder.files = [file('a', { text: '{"errors":[]}', listedSize: 40_000 })];

    const outcome = outcomeOf(await world.run());

    expect(outcome).toMatchObject({ status: 'failed', checked: false });
    expect(outcome?.message).toContain('the listing says 40000');
    expect(world.stored()).toEqual([]);
  });

  test('a name that is refused is not tried again by the same upload', async () => {
    const world = oneFile();
    const names: string[] = [];
    world.store.upload = async ({ name, body }) => {
      for await (const chunk of body) expect(chunk.byteLength).toBeGreaterThan(0);
      names.push(name);
      throw new TransferFailure('taken', { reach: 'item', reason: 'name-taken' });
    };

    await world.run();

    expect(new Set(names).size).toBe(5);
  });

  test('a download is closed when its upload was refused before it read', async () => {
    const world = oneFile();
    let closed = false;
    world.source.open = async () => ({
      size: 12,
      body: (async function* body() {
        try {
          yield new Uint8Array(12);
        } finally {
          closed = true;
        }
      })(),
    });
    world.store.upload = async () => {
      throw new TransferFailure('full', { reach: 'run', reason: 'try-later' });
    };

    await world.run();

    expect(closed).toBe(true);
  });
});
