import { fileURLToPath } from 'node:url';

/** What is started to run this program; it lies one folder up in the workspace and when packed. */
export function programFile(): string {
  return fileURLToPath(new URL('../bin/zohokit.mjs', import.meta.url));
}
