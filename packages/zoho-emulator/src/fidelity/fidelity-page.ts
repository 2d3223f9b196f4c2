import type { Switch } from '../switches.ts';
import type { FidelityRow } from './fidelity-row.ts';

export interface FidelityCounts {
  rows: number;
  /** Documented, measured or seen by clients. */
  known: number;
  /** Of the known: proved by a test. */
  tested: number;
  /** Of the known: not emulated, with a reason. */
  absent: number;
}

export function countRows(rows: readonly FidelityRow[]): FidelityCounts {
  const known = rows.filter(isKnown);
  return {
    rows: rows.length,
    known: known.length,
    tested: known.filter((row) => row.test).length,
    absent: known.filter((row) => row.absent).length,
  };
}

/** FIDELITY.md: what Zoho is known to do, what is done here, and which test proves it. */
export function toFidelityPage(
  rows: readonly FidelityRow[],
  switches: Readonly<Record<string, Switch>>,
): string {
  const { known, tested, absent } = countRows(rows);
  const share = ((tested / known) * 100).toFixed(1);
  const areas = [...new Set(rows.map((row) => row.area))];
  return [
    '# Fidelity',
    '',
    'Written by `npx -y pnpm@12 fidelity`; a test keeps it current.',
    '',
    `Of ${rows.length} behaviours ${known} are documented by Zoho, measured or seen by clients; ${tested} of those (${share} %) are proved by a test, ${absent} are not emulated. The others are guesses, each with its reason.`,
    '',
    '## Switches',
    '',
    'Where Zoho varies, or nobody knows what it does, a profile decides. `benign` and `worst` are the two named profiles.',
    '',
    '| Switch | Benign | Worst | Confidence | What it changes | Source |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(switches).map(([name, one]) => toSwitchLine(name, one)),
    ...areas.flatMap((area) => toSection(area, rows)),
    '',
  ].join('\n');
}

// --- internal ---

function isKnown({ confidence }: FidelityRow): boolean {
  return (
    confidence === 'documented' || confidence === 'seen by clients' || confidence === 'measured'
  );
}

function toSwitchLine(name: string, { benign, worst, confidence, about, source }: Switch): string {
  const value = (side: unknown): string => `\`${JSON.stringify(side)}\``;
  return toLine([`\`${name}\``, value(benign), value(worst), confidence, about, source]);
}

function toSection(area: string, rows: readonly FidelityRow[]): string[] {
  return [
    '',
    `## ${area}`,
    '',
    '| Behaviour | Confidence | Source | Switch | Test |',
    '| --- | --- | --- | --- | --- |',
    ...rows.filter((row) => row.area === area).map(toRowLine),
  ];
}

function toRowLine({ what, confidence, source, switch: name, test, absent }: FidelityRow): string {
  const proof = test ? `[${test.title}](src/${test.file})` : 'none';
  return toLine([
    what,
    confidence,
    source,
    name === undefined ? '' : `\`${name}\``,
    absent === undefined ? proof : `not emulated: ${absent}`,
  ]);
}

function toLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
