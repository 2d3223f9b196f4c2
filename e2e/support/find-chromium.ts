import { access } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

/**
 * A Chromium on this machine: what `ZOHOKIT_CHROMIUM` names, or the first on the `PATH`. On a
 * Debian without one it is installed. Rejects with what to do when there is none.
 */
export async function findChromium(): Promise<string> {
  const found = process.env['ZOHOKIT_CHROMIUM'] ?? (await onPath());
  if (found !== undefined) return found;
  await runCommand('apt-get', ['install', '-y', 'chromium'], process.cwd()).catch(() => undefined);
  const installed = await onPath();
  if (installed !== undefined) return installed;
  throw new Error('No Chromium: install one, or name its program in ZOHOKIT_CHROMIUM');
}

// --- internal ---

async function onPath(): Promise<string | undefined> {
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
