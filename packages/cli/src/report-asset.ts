import { readFileSync } from 'node:fs';

/**
 * A file of the report's page; they lie beside the sources and beside the built package alike. Line
 * breaks are those that a browser makes of them before it compares the digest.
 */
export function reportAsset(file: 'report.css' | 'report.js'): string {
  const text = readFileSync(new URL(`../report/${file}`, import.meta.url), 'utf8');
  return text.replaceAll('\r\n', '\n');
}
