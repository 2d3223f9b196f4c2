import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { ConfigurationError } from './configuration-error.ts';

/**
 * The variables of a file; `undefined` when there is none. Line ends of Windows, a byte order mark
 * and the UTF-16 that PowerShell's `>` writes are understood.
 */
export async function readEnvFile(
  file: string,
): Promise<Record<string, string | undefined> | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    const problem = `"${file}" cannot be read (${codeOf(cause) ?? 'unknown error'}): check that it is a file and that this user may read it`;
    throw new ConfigurationError([problem], { cause });
  }
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return parseEnv(new TextDecoder(encoding).decode(bytes));
}

// --- internal ---

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
