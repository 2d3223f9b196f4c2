import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConfigValue } from './config-file.ts';

export interface ResolveValueOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** Where relative paths and programs start; absolute. */
  folder: string;
}

/** The text of a value, or what keeps it from having one: the end of a sentence, without the value. */
export type ResolvedValue = { text: string } | { problem: string };

/** Follows a value to its text: numbers and lists as they would stand in `.env`. Never rejects. */
export async function resolveValue(
  value: ConfigValue,
  { env, folder }: ResolveValueOptions,
): Promise<ResolvedValue> {
  if (Array.isArray(value)) return { text: value.join(', ') };
  if (typeof value !== 'object') return { text: String(value).trim() };
  if ('env' in value) {
    const text = env[value.env]?.trim() ?? '';
    return text === '' ? { problem: `names a variable that is not set: ${value.env}` } : { text };
  }
  if ('file' in value) return await fromFile(path.resolve(folder, value.file));
  return await fromCommand(value.command, { env, folder });
}

// --- internal ---

/** A password manager may ask a person to unlock it. */
const patienceMs = 60_000;

async function fromFile(file: string): Promise<ResolvedValue> {
  try {
    const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '').trim();
    return text === '' ? { problem: `names a file that is empty: "${file}"` } : { text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { problem: `names a file that cannot be read (${code}): "${file}"` };
  }
}

/** What the program prints may be a secret, also when it fails: none of it is told. */
async function fromCommand(
  [program = '', ...args]: readonly string[],
  { env, folder }: ResolveValueOptions,
): Promise<ResolvedValue> {
  return await new Promise((resolve) => {
    const options = { cwd: folder, env: { ...env }, timeout: patienceMs, windowsHide: true };
    const child = execFile(program, args, options, (error, out) => {
      const text = out.trim();
      if (error !== null)
        resolve({ problem: `names a program that ${whyFailed(error)}: ${program}` });
      else if (text === '') resolve({ problem: `names a program that prints nothing: ${program}` });
      else resolve({ text });
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end();
  });
}

function whyFailed({ code, killed }: { code?: unknown; killed?: boolean }): string {
  if (killed === true) return `did not end within ${patienceMs / 1000} s`;
  if (typeof code === 'number') return `ended with ${code}`;
  // Windows starts a .cmd only by way of a shell, and says EINVAL.
  return `cannot be started (${typeof code === 'string' ? code : 'unknown error'})`;
}
