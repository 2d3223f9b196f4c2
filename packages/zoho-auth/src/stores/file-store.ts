import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ZohoError, type SharedStore } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { withFileLock } from './file-lock.ts';
import { replaceFile } from './replace-file.ts';

/** Where a file store lies. */
export interface FileStoreOptions {
  /** A JSON file, made when missing; its folder too. Readable by the owner only, where there is such. */
  path: string;
}

const Entries = v.pipe(
  v.unknown(),
  v.check((entries) => !Array.isArray(entries)),
  v.record(v.string(), v.unknown()),
);
type Entries = v.InferOutput<typeof Entries>;

/**
 * A store in one JSON file, replaced as a whole, so that a reader in another process sees the old or
 * the new file and never half of one. Changes of all processes take their turn by a lock file beside
 * it (`….lock`). A file that cannot be read or understood rejects with kind `usage`, naming it.
 */
export function createFileStore({ path }: FileStoreOptions): SharedStore {
  let last: Promise<unknown> = Promise.resolve();

  const changeFile = async (key: string, change: (current: unknown) => unknown) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return withFileLock(`${path}.lock`, async () => {
      const entries = await readEntries(path);
      const current = Object.hasOwn(entries, key) ? entries[key] : undefined;
      const next = change(current);
      if (next === current) return next;
      const others = Object.entries(entries).filter(([own]) => own !== key);
      const changed = next === undefined ? others : [...others, [key, next]];
      await replaceFile(path, `${JSON.stringify(Object.fromEntries(changed), undefined, 2)}\n`);
      return next;
    });
  };

  return {
    get: async (key) => {
      const entries = await readEntries(path);
      return Object.hasOwn(entries, key) ? entries[key] : undefined;
    },
    update(key, change) {
      // The lock file is for other processes; within this one waiting in line is cheaper.
      const done = last.then(() => changeFile(key, change));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

// --- internal ---

async function readEntries(path: string): Promise<Entries> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw unreadable(path, error instanceof Error ? error.message : 'unknown reason');
  }
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), Entries), text);
  // Never the parser's own words: they quote the text, and the text is tokens.
  if (!result.success) throw unreadable(path, 'it does not hold JSON of ours');
  return result.output;
}

function unreadable(path: string, why: string): ZohoError {
  return new ZohoError(`The store file ${path} cannot be read: ${why}`, {
    kind: 'usage',
    hint: 'Delete the file: access tokens in it are fetched again',
  });
}
