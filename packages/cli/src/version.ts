import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const Manifest = v.object({ version: v.string() });

/** The release of this program; its manifest lies one folder up in the workspace and when packed. */
export function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return v.parse(Manifest, JSON.parse(text)).version;
}
