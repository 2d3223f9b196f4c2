import { readFileSync } from 'node:fs';

/** The release of this program; its manifest lies one folder up in the workspace and when packed. */
export function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const manifest: unknown = JSON.parse(text);
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  if (hasVersion && typeof manifest.version === 'string') return manifest.version;
  throw new Error('the manifest of zohokit has no version');
}
