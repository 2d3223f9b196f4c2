import { randomUUID } from 'node:crypto';
import { access, constants, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { ConfigurationError } from './configuration-error.ts';
import type { SettingName } from './settings.ts';

/** New values by name; an empty text empties the variable. */
export type SettingChanges = Partial<Record<SettingName, string>>;

/**
 * Puts values into a settings file and leaves everything else in it as it was: other values,
 * comments, order, line ends. The file is replaced as a whole, for its owner's eyes only (0600; on
 * Windows the folder's permissions count), so that an interruption leaves the old one. Rejects with
 * a `ConfigurationError`, and changes nothing, when the file cannot be written or read back.
 */
export async function writeEnvFile(file: string, changes: SettingChanges): Promise<void> {
  const target = await resolveLinks(file);
  const before = await readText(target);
  const after = changeEnvText(before, changes);
  checkResult(file, { before, after, changes });
  await replace(target, after).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
}

/** Rejects with a `ConfigurationError` when `writeEnvFile` could not write there. */
export async function checkEnvFileWritable(file: string): Promise<void> {
  const folder = path.dirname(await resolveLinks(file));
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
}

/** The text of a settings file with other values. */
export function changeEnvText(text: string, changes: SettingChanges): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
  for (const [name, value] of Object.entries(changes)) {
    const line = `${name}=${quote(value)}`;
    // Of several lines with one name the last counts.
    const at = lines.findLastIndex((one) => lineOf(name).test(one));
    // A line that was commented out stands where its explanation is.
    const commented = lines.findIndex((one) => commentOf(name).test(one));
    if (at >= 0) lines[at] = line;
    else if (commented >= 0) lines[commented] = line;
    else lines.push(line);
  }
  return lines.map((line) => line + lineEnd).join('');
}

// --- internal ---

const lineOf = (name: string) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`);
const commentOf = (name: string) => new RegExp(`^\\s*#\\s*${name}\\s*=`);

function quote(value: string): string {
  if (/^[\w.,:;/@+=~-]*$/.test(value)) return value;
  const mark = ["'", '"', '`'].find((one) => !value.includes(one));
  if (mark !== undefined) return `${mark}${value}${mark}`;
  return value;
}

/** What is written must read as it was meant: a value over several lines could swallow its neighbour. */
function checkResult(
  file: string,
  { before, after, changes }: { before: string; after: string; changes: SettingChanges },
): void {
  const expected = { ...parseEnv(before), ...changes };
  const found = parseEnv(after);
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  const wrong = [...names].filter((name) => Reflect.get(expected, name) !== found[name]);
  if (wrong.length > 0)
    throw new ConfigurationError([
      `"${file}" cannot be changed safely (${wrong.join(', ')}): write every value on one line, and try again`,
    ]);
}

async function resolveLinks(file: string): Promise<string> {
  return await realpath(file).catch(() => file);
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return new Uint8Array();
    throw unwritable(file, cause);
  });
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

async function replace(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Windows refuses to rename onto a file that an editor or a scanner has open for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const busy = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
      if (!busy || attempt >= 4) throw error;
      await setTimeout(20 * 2 ** attempt);
    }
  }
}

function unwritable(file: string, cause: unknown): ConfigurationError {
  const problem = `"${file}" cannot be written (${codeOf(cause) ?? 'unknown error'}): check the path and who may write there`;
  return new ConfigurationError([problem], { cause });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
