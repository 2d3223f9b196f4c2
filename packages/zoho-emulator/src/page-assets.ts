import { readFileSync } from 'node:fs';
import type { EmulatedAnswer } from './seam.ts';

/** The page's files, which lie beside the sources and beside the built package alike. */
const assets: Readonly<Record<string, { file: string; type: string }>> = {
  '/': { file: 'index.html', type: 'text/html' },
  '/_emulator/page/page.css': { file: 'page.css', type: 'text/css' },
  '/_emulator/page/page.js': { file: 'page.js', type: 'text/javascript' },
  '/_emulator/page/elements.js': { file: 'elements.js', type: 'text/javascript' },
  '/_emulator/page/faults.js': { file: 'faults.js', type: 'text/javascript' },
  '/_emulator/page/self-client.js': { file: 'self-client.js', type: 'text/javascript' },
};

/** A file of the page; `undefined` when the path is none. */
export function pageAsset(path: string): EmulatedAnswer | undefined {
  const asset = Object.hasOwn(assets, path) ? assets[path] : undefined;
  if (!asset) return undefined;
  return {
    status: 200,
    headers: {
      'content-type': `${asset.type};charset=utf-8`,
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'self'; img-src data:; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
    text: readFileSync(new URL(`../page/${asset.file}`, import.meta.url), 'utf8'),
  };
}
