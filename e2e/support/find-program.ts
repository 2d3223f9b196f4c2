import { access } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.ts';

export interface Program {
  /** As they may be called, the likeliest first. */
  names: readonly string[];
  /** The environment variable that names it where it is not on the `PATH`. */
  variable: string;
  /** Debian's package of it. */
  package: string;
}

export const chromium: Program = {
  names: ['chromium', 'chromium-browser', 'google-chrome', 'chrome'],
  variable: 'ZOHOKIT_CHROMIUM',
  package: 'chromium',
};

export const rclone: Program = {
  names: ['rclone'],
  variable: 'ZOHOKIT_RCLONE',
  package: 'rclone',
};

export const wine: Program = {
  names: ['wine'],
  variable: 'ZOHOKIT_WINE',
  package: 'wine',
};

/**
 * A judge's program on this machine; on a Debian without it it is installed. Rejects with what to
 * do when there is none.
 */
export async function findProgram(program: Program): Promise<string> {
  const found = process.env[program.variable] ?? (await onPath(program.names));
  if (found !== undefined) return found;
  const install = ['install', '-y', program.package];
  await runCommand('apt-get', install, process.cwd()).catch(() => undefined);
  const installed = await onPath(program.names);
  if (installed !== undefined) return installed;
  throw new Error(`No ${program.package}: install it, or name it in ${program.variable}`);
}

// --- internal ---

async function onPath(names: readonly string[]): Promise<string | undefined> {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((one) => one !== '');
  for (const folder of folders) {
    for (const name of names) {
      const candidate = path.join(folder, name + suffix);
      const there = await access(candidate).then(
        () => true,
        () => false,
      );
      if (there) return candidate;
    }
  }
  return undefined;
}
