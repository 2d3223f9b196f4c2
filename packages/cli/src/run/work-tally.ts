import type { RunListener } from '../output/run-event.ts';

/** What was done so far, by what became of it. */
export interface WorkTally {
  readonly listen: RunListener;
  /** Records by result. */
  readonly records: Readonly<Record<string, number>>;
  /** Files and folders by result. */
  readonly items: Readonly<Record<string, number>>;
}

/** Counts what commands around a run do, so that the end of one that breaks off tells it, too. */
export function createWorkTally(): WorkTally {
  const records: Record<string, number> = {};
  const items: Record<string, number> = {};
  const add = (to: Record<string, number>, result: string): void => {
    to[result] = (to[result] ?? 0) + 1;
  };
  return {
    records,
    items,
    listen(event) {
      if (event.type === 'record-undone' || event.type === 'record-rebuilt')
        add(records, event.result);
      if (event.type === 'record-pinned')
        add(records, event.folder === undefined ? 'unpinned' : 'pinned');
      if (event.type === 'item-undone' || event.type === 'item-verified') add(items, event.result);
      if (event.type === 'item-rebuilt')
        add(items, event.receipt === undefined ? 'missing' : 'found');
    },
  };
}

/** In words, e.g. `2 records unticked, 3 files and folders trashed`; empty when nothing was done. */
export function describeTally({ records, items }: WorkTally): string {
  const words = (counts: Readonly<Record<string, number>>, one: string, many: string): string[] =>
    Object.entries(counts).map(
      ([result, count]) => `${count} ${count === 1 ? one : many} ${result}`,
    );
  return [
    ...words(records, 'record', 'records'),
    ...words(items, 'file or folder', 'files and folders'),
  ].join(', ');
}
