import { fileURLToPath } from 'node:url';
import { createScreen } from '../../../packages/cli/src/testing/screen.ts';
import { readVersion } from '../../../packages/cli/src/version.ts';
import type { Room } from './room.ts';

/**
 * What a person has before their eyes after all that was written to a terminal, with what differs each
 * time replaced: places, times, ids, rates.
 */
export function look(shown: string, room: Room): string {
  // The program kept to the width of its terminal where it must; longer lines are folded by that.
  const screen = createScreen(1_000);
  screen.write(shown.replaceAll('\r\n', '\n'));
  return `${screen
    .lines()
    .map((line) => steady(line, room))
    .join('\n')}\n`;
}

// --- internal ---

function steady(line: string, { cwd, emulator }: Room): string {
  const texts: [string, string][] = [
    [cwd, '/here'],
    [process.execPath, '/node'],
    [program, '/zohokit.mjs'],
    [new URL(emulator.url).host, '127.0.0.1:4600'],
    [process.versions.node, '24.0.0'],
    [readVersion(), '1.2.3'],
  ];
  const known = texts.reduce((text, [from, to]) => text.replaceAll(from, to), line);
  return patterns.reduce((text, [from, to]) => text.replaceAll(from, to), known).trimEnd();
}

const program = fileURLToPath(new URL('../../../packages/cli/bin/zohokit.mjs', import.meta.url));

/** Each as wide as what it replaces, where columns depend on it. */
const patterns: readonly [RegExp, string][] = [
  [
    /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gu,
    '00000000-0000-4000-8000-000000000000',
  ],
  // Of a run, in a table that is wider than the terminal.
  [/\b[\da-f]{8}-[\da-f]{4}-…/gu, '00000000-0000-…'],
  [/\d{8}T\d{6}Z/gu, '20260101T000000Z'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?/gu, '2026-01-01T00:00:00Z'],
  [/\bxfnil[\da-f]{32}\b/gu, `xfnil${'0'.repeat(32)}`],
  [/\b5\d{18}\b/gu, '5000000000000000001'],
  [/\b1000\.[\dA-Z]{30}\b/gu, `1000.${'0'.repeat(30)}`],
  [/zohokit-[\da-f]{8}\b/gu, 'zohokit-00000000'],
  [/[\d.]+ GiB free/gu, '50.0 GiB free'],
  [/[\d.]+ (?:[KMG]i)?B\/s/gu, '1.0 MiB/s'],
  [/(?<=clock agrees .* )\d+ s$/gu, '0 s'],
  [/(?<=enable-linger )\S+/gu, 'ada'],
  [/(?<=at least )\d+ s\b/gu, '3 s'],
  [/(?<=Z +)[ \d]\d s(?= )/gu, ' 3 s'],
];
