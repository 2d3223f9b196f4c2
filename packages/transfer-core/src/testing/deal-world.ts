import { InMemoryWorld, type WorldOptions } from './in-memory-world.ts';
import type { InMemorySourceFile } from './in-memory-source-drive.ts';
import type { RecordOutcome } from '../outcome.ts';
import type { RunSummary } from '../run-transfer.ts';

/** When the files of the deal were changed: 2026-01-31T23:59:58Z. */
export const modifiedAt = Date.UTC(2026, 0, 31, 23, 59, 58);

/** A file of the source whose name and content follow from its id. */
export function file(id: string, given: Partial<InMemorySourceFile> = {}): InMemorySourceFile {
  return { id, name: `${id}.pdf`, text: `content of ${id}`, modifiedAt, ...given };
}

/** One pending record, and the folder that it names with these files. */
export function worldOf(
  files: InMemorySourceFile[],
  more: Partial<WorldOptions> = {},
): InMemoryWorld {
  return new InMemoryWorld({
    records: [{ id: '1', folderName: 'Deal 7' }],
    parent: [{ id: 'f', name: 'Deal 7', files }],
    ...more,
  });
}

/** How the record ended in that run. */
export function outcomeOf(summary: RunSummary, recordId = '1'): RecordOutcome | undefined {
  return summary.outcomes.find((outcome) => outcome.recordId === recordId);
}
