/**
 * Two emulated orgs in a process of their own: org B has many files, org A takes them. Over IPC
 * `stored` answers the MD5 of all that has arrived since the last time.
 */
import { toOrg, type CopyOrg } from './copy-org.ts';
import { createTwoOrgs } from './two-orgs.ts';

export interface ManyFilesTarget {
  url: string;
  /** The folder with the files to copy. */
  source: string;
  /** Their MD5s, sorted. */
  md5s: string[];
  store: string;
  orgs: Record<'a' | 'b', CopyOrg>;
}

/** What it answers to which question. */
export interface ManyFilesServerAnswers {
  stored: string[];
}

if (process.send !== undefined) {
  const [count = 0, bytes = 0] = process.argv.slice(2).map(Number);
  const children = Array.from({ length: count }, (_, index) => ({
    name: `${index}.bin`,
    size: bytes,
    contentSeed: index + 1,
  }));
  const emulator = await createTwoOrgs(children);
  const told = new Set<string>();
  process.on('disconnect', () => process.exit());
  process.on('message', () => {
    const fresh = emulator.files('a').filter(({ id, size }) => size === bytes && !told.has(id));
    for (const { id } of fresh) told.add(id);
    const answer: ManyFilesServerAnswers['stored'] = fresh.map(({ md5 }) => md5).toSorted();
    process.send?.(answer);
  });
  const sources = emulator.files('b').filter(({ size }) => size === bytes);
  const target: ManyFilesTarget = {
    url: emulator.url,
    source: emulator.orgs.b.ids['source'] ?? '',
    md5s: sources.map(({ md5 }) => md5).toSorted(),
    store: emulator.orgs.a.ids['store'] ?? '',
    orgs: { a: await toOrg(emulator, 'a'), b: await toOrg(emulator, 'b') },
  };
  process.send(target);
}
