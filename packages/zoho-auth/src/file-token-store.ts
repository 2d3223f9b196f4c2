import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ZohoError } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { replaceFile } from './replace-file.ts';
import type { TokenStore } from './token-store.ts';

/** Where tokens are kept. */
export interface FileTokenStoreOptions {
  /** A JSON file, made when missing; its folder too. Readable by the owner only, where there is such. */
  path: string;
}

const Tokens = v.record(
  v.string(),
  v.object({ value: v.string(), expiresAt: v.number(), scope: v.optional(v.string()) }),
);
type Tokens = v.InferOutput<typeof Tokens>;

/**
 * Tokens in one JSON file, replaced as a whole, so that a reader in another process sees the old or
 * the new file and never half of one. A file that cannot be read or understood rejects, naming it.
 * Two processes that write in the same instant may lose one of two tokens: that costs a mint.
 */
export function createFileTokenStore({ path }: FileTokenStoreOptions): TokenStore {
  let last: Promise<unknown> = Promise.resolve();

  /** One change after another, each on what the file holds then. */
  const change = (edit: (tokens: Tokens) => Tokens): Promise<void> => {
    const done = last.then(async () => {
      const tokens = edit(await readTokens(path));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await replaceFile(path, `${JSON.stringify(tokens, undefined, 2)}\n`);
    });
    last = done.catch(() => undefined);
    return done;
  };

  return {
    get: async (key) => {
      const tokens = await readTokens(path);
      return Object.hasOwn(tokens, key) ? tokens[key] : undefined;
    },
    set: (key, token) => change((tokens) => ({ ...tokens, [key]: token })),
    delete: (key) =>
      change((tokens) => Object.fromEntries(Object.entries(tokens).filter(([own]) => own !== key))),
  };
}

async function readTokens(path: string): Promise<Tokens> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw unreadable(path, error instanceof Error ? error.message : 'unknown reason');
  }
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), Tokens), text);
  // Never the parser's own words: they quote the text, and the text is tokens.
  if (!result.success) throw unreadable(path, 'it does not hold access tokens');
  return result.output;
}

function unreadable(path: string, why: string): ZohoError {
  return new ZohoError(`The token file ${path} cannot be read: ${why}`, {
    kind: 'usage',
    hint: 'Delete the file: the tokens in it are fetched again',
  });
}
