import type { ItemIntent } from '../journal.ts';

/** An intent of which only what matters to a test is given. */
export function anIntent(given: Partial<ItemIntent> = {}): ItemIntent {
  const { sourceId = 'src-1', name = `${sourceId}.pdf` } = given;
  return {
    recordId: 'rec-1',
    sourceId,
    sourceModifiedAt: 1_700_000_000_000,
    folderId: 'store-1',
    kind: 'file',
    runId: 'run-1',
    sourceName: `${sourceId}.pdf`,
    name,
    foldedName: name.toLowerCase(),
    uploadId: `upload-of-${sourceId}`,
    serverTime: 1_700_000_100_000,
    ...given,
  };
}
