import type { EmulatedFile, Emulator } from '@zohokit/zoho-emulator';

/** What org A came to: compared as a whole, so that nothing can hide. */
export interface Verdict {
  /** MD5 of every source file against how often it is stored, as far as not exactly once. */
  wrongCopies: Record<string, number>;
  /** Files in org A that are no copy of a source file and were not seeded. */
  strangers: string[];
  ticked: boolean;
}

/** The verdict on a job that ended well. */
export const allWell: Verdict = { wrongCopies: {}, strangers: [], ticked: true };

/** @param seeded MD5s of files that lay in org A beforehand */
export function judge(emulator: Emulator, seeded: ReadonlySet<string> = new Set()): Verdict {
  const stored = live(emulator, 'a');
  const sources = live(emulator, 'b');
  const wrongCopies: Record<string, number> = {};
  for (const { name, md5 } of sources) {
    const copies = stored.filter((file) => file.md5 === md5).length;
    if (copies !== 1) wrongCopies[name] = copies;
  }
  const known = new Set([...seeded, ...sources.map(({ md5 }) => md5)]);
  return {
    wrongCopies,
    strangers: stored.filter(({ md5 }) => !known.has(md5)).map(({ path }) => path),
    ticked: emulator.records('a', 'Deals').every((record) => record['Done'] === true),
  };
}

export function live(emulator: Emulator, org: 'a' | 'b'): EmulatedFile[] {
  return emulator.files(org).filter(({ trashed }) => !trashed);
}
