import { stuck, unseen } from './list-folder.ts';

/**
 * Every thing of a list that is asked for by offset, once. It ends at an empty page and not at a
 * short one, which costs a request more: were a page of Zoho's shorter than the one that was asked
 * for, a short page would end the list without a word. A full page that holds nothing new rejects.
 */
export async function* offsetPages<Thing extends { id: string }>(
  fetchPage: (offset: number) => Promise<Thing[]>,
  { pageSize, what }: { pageSize: number; what: string },
): AsyncGenerator<Thing, void, undefined> {
  const seen = new Set<string>();
  for (let offset = 0; ;) {
    const page = await fetchPage(offset);
    const fresh = unseen(page, seen);
    // A short page of what is known is the answer of a server that takes no offset: that was all.
    if (fresh.length === 0 && page.length < pageSize) return;
    if (fresh.length === 0) throw stuck(what);
    yield* fresh;
    offset += page.length;
  }
}
