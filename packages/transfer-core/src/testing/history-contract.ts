import { describe, expect, test } from 'vitest';
import type { History, HistoryItem, HistoryLine } from '../journal.ts';
import type { RecordedRun } from './in-memory-history.ts';

/** A history that can be read back, as a report would. */
export interface ReadableHistory extends History {
  /** Every run, in the order in which they were first heard of. */
  runs(): Promise<RecordedRun[]>;
  /** The lines of one run, in the order in which its records were first written. */
  lines(runId: string): Promise<HistoryLine[]>;
  /** The items of one run, in the order in which they were first written. */
  items(runId: string): Promise<HistoryItem[]>;
}

/** The promises of `History`, as tests. Every adapter and every fake must pass them. */
export function testHistoryContract(
  name: string,
  createHistory: () => Promise<ReadableHistory>,
): void {
  describe(`${name} keeps the History contract`, () => {
    test('a run that has not ended has no end', async () => {
      const history = await createHistory();
      await history.start({ id: 'run-1', at: 10 });
      expect(await history.runs()).toEqual([{ id: 'run-1', startedAt: 10 }]);
    });

    test('a run that has ended says when and how', async () => {
      const history = await createHistory();
      await history.start({ id: 'run-1', at: 10 });
      await history.start({ id: 'run-2', at: 20 });
      await history.end({ id: 'run-1', at: 30, status: 'done', exitCode: 0 });

      expect(await history.runs()).toEqual([
        { id: 'run-1', startedAt: 10, end: { at: 30, status: 'done', exitCode: 0 } },
        { id: 'run-2', startedAt: 20 },
      ]);
    });

    test('the end of a run whose start was lost is kept', async () => {
      const history = await createHistory();
      await history.end({ id: 'run-1', at: 30, status: 'done', exitCode: 0 });
      expect(await history.runs()).toMatchObject([{ id: 'run-1', startedAt: undefined }]);
    });

    test('lines belong to their run and come back whole', async () => {
      const history = await createHistory();
      const full = aLine({
        recordId: 'b',
        folderName: 'Müller',
        folderId: 'f',
        message: '2 files',
      });
      const bare = aLine({ recordId: 'a' });
      await history.record(full);
      await history.record(bare);
      await history.record(aLine({ runId: 'run-2' }));

      expect(await history.lines('run-1')).toEqual([full, bare]);
      expect(await history.lines('run-3')).toEqual([]);
    });

    test('a record has one line per run: the last', async () => {
      const history = await createHistory();
      await history.record(aLine({ status: 'failed' }));
      await history.record(aLine({ status: 'transferred' }));
      expect(await history.lines('run-1')).toEqual([aLine({ status: 'transferred' })]);
    });

    test('items belong to their run and come back whole', async () => {
      const history = await createHistory();
      const full = anItem({
        path: 'Fotos/\u00fc.jpg',
        sourceId: 'src-2',
        storedId: 's1',
        storedName: 'u.jpg',
        size: 0,
        md5: 'd41d8cd98f00b204e9800998ecf8427e',
        durationMs: 12.5,
        message: 'late',
      });
      const bare = anItem({ path: 'a.pdf' });
      await history.item(full);
      await history.item(bare);
      await history.item(anItem({ runId: 'run-2' }));

      expect(await history.items('run-1')).toEqual([full, bare]);
      expect(await history.items('run-3')).toEqual([]);
    });

    test('an item has one line per run and record: the last', async () => {
      const history = await createHistory();
      await history.item(anItem({ status: 'failed' }));
      await history.item(anItem({ recordId: 'rec-2' }));
      await history.item(anItem({ status: 'transferred' }));

      const statuses = (await history.items('run-1')).map((item) => [item.recordId, item.status]);
      expect(statuses).toEqual([
        ['rec-1', 'transferred'],
        ['rec-2', 'skipped'],
      ]);
    });
  });
}

function aLine(given: Partial<HistoryLine> = {}): HistoryLine {
  return {
    runId: 'run-1',
    recordId: 'rec-1',
    at: 20,
    status: 'transferred',
    folderName: undefined,
    folderId: undefined,
    discovered: 3,
    transferred: 2,
    failed: 1,
    message: undefined,
    ...given,
  };
}

function anItem(given: Partial<HistoryItem> = {}): HistoryItem {
  return {
    runId: 'run-1',
    recordId: 'rec-1',
    path: 'b.pdf',
    sourceId: 'src-1',
    at: 20,
    status: 'skipped',
    storedId: undefined,
    storedName: undefined,
    size: undefined,
    md5: undefined,
    durationMs: undefined,
    message: undefined,
    ...given,
  };
}
