import type { Paint } from '../../looks.ts';
import { cutToWidth, widthOfText } from '../cut-to-width.ts';
import { describeBytes } from '../describe-bytes.ts';
import { describeDuration } from '../describe-duration.ts';
import { describeTotals } from './describe-totals.ts';
import type { ActiveFile, Progress, Wait } from './progress.ts';
import { rateOf } from './rate.ts';

export interface RenderOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** The terminal's size, in characters and lines. */
  columns: number;
  rows: number;
  paint: Paint;
  /** Makes what came from outside fit to be shown. */
  clean: (text: string) => string;
}

/**
 * The state of the work as the lines that a person watches: one for each file under way, or for what else
 * it is at, one for each wait, the totals last. Every line is narrower than the terminal, and there are never more than fit.
 */
export function renderProgress(progress: Progress, options: RenderOptions): string[] {
  const { columns, rows, paint } = options;
  // Some terminals fold a line as soon as its last column is used.
  const width = Math.max(0, columns - 1);
  const waits = [...progress.waits.values()].filter(({ until }) => until > options.now);
  const { active, step } = progress;
  const isIdle = active.size === 0 && step !== undefined;
  const below = [
    ...(isIdle ? [fill(`  ${options.clean(step)}`, width).trimEnd()] : []),
    ...waits.map((wait) => paint.warning(cutToWidth(describeWait(wait, options), width))),
    fit(describeTotals(progress, options.now), width),
    ...(progress.stopping ? [paint.warning(cutToWidth(stopsBy(progress), width))] : []),
  ];
  const room = Math.max(0, rows - below.length - 1);
  return [...filesOf([...progress.active.values()], room, width, options), ...below];
}

// --- internal ---

function stopsBy({ command, dryRun }: Progress): string {
  if (!dryRun && (command === 'run' || command === 'retry'))
    return 'Stopping: what is under way is finished or taken back. Ctrl-C stops at once; the next run goes on.';
  const goesOn = !dryRun && (command === 'undo' || command === 'rebuild');
  return `Stopping. Ctrl-C stops at once; ${goesOn ? 'the same command goes on' : 'nothing was changed'}.`;
}

function filesOf(
  files: readonly ActiveFile[],
  room: number,
  width: number,
  options: RenderOptions,
): string[] {
  const fits = files.length <= room ? files.length : Math.max(0, room - 1);
  const lines = files.slice(0, fits).map((file) => fileLine(file, width, options));
  if (fits === files.length || room === 0) return lines;
  return [...lines, options.paint.faint(cutToWidth(`  and ${files.length - fits} more`, width))];
}

/** As much as there is room for behind the name; what matters most stays longest. */
function fileLine(file: ActiveFile, width: number, { now, paint, clean }: RenderOptions): string {
  const name = clean(file.name);
  const rate = rateOf(file.samples, now);
  const bar = file.size === undefined ? '' : drawBar(shareOf(file));
  const percent = file.size === undefined ? '' : `${Math.floor(100 * shareOf(file))} %`;
  const pace = rate === undefined ? '' : `${describeBytes(Math.round(rate))}/s`;
  const fields = { bar, percent, amount: amountOf(file), pace, left: timeLeft(file, rate) };
  const shapes: readonly (readonly (keyof typeof fields)[])[] = [
    ['bar', 'percent', 'amount', 'pace', 'left'],
    ['percent', 'amount', 'pace', 'left'],
    ['percent', 'pace', 'left'],
    ['percent', 'left'],
    ['percent'],
  ];
  const wanted = Math.min(widthOfText(name), 24);
  const tailOf = (shape: (typeof shapes)[number]): string =>
    shape.map((field) => `  ${fields[field].padStart(fieldWidths[field])}`).join('');
  const tail = shapes.map(tailOf).find((text) => text.length + wanted + 2 <= width) ?? '';
  const space = Math.max(0, width - tail.length - 2);
  return cutToWidth(`  ${fill(name, space)}`, width) + paint.faint(tail);
}

const fieldWidths = { bar: 16, percent: 5, amount: 22, pace: 12, left: 18 };

const shareOf = ({ sent, size = 0 }: ActiveFile): number =>
  size === 0 ? 1 : Math.min(1, sent / size);

function drawBar(share: number): string {
  const full = Math.floor(share * fieldWidths.bar);
  return '█'.repeat(full) + '░'.repeat(fieldWidths.bar - full);
}

function amountOf({ sent, size }: ActiveFile): string {
  return size === undefined
    ? describeBytes(sent)
    : `${describeBytes(sent)} / ${describeBytes(size)}`;
}

function timeLeft({ sent, size }: ActiveFile, rate: number | undefined): string {
  if (sent === 0) return 'opening';
  // All but the proof.
  if (size !== undefined && sent >= size) return 'proving';
  if (size === undefined || rate === undefined) return '';
  return rate < 1 ? 'no bytes come' : `${describeDuration((1000 * (size - sent)) / rate)} left`;
}

/** Cut with a sign of it, or padded, to exactly so many columns. */
function fill(text: string, columns: number): string {
  const cut = widthOfText(text) <= columns ? text : `${cutToWidth(text, columns - 1)}…`;
  return cut + ' '.repeat(Math.max(0, columns - widthOfText(cut)));
}

function describeWait({ connection, until, why }: Wait, { now, clean }: RenderOptions): string {
  const left = describeDuration(until - now);
  const at = `${new Date(until).toISOString().slice(11, 19)} UTC`;
  return why === 'penalty'
    ? `  ${clean(connection)}: Zoho asks us to wait: ${left} left, until ${at}`
    : `  ${clean(connection)}: the next access token has to wait: ${left} left, until ${at}`;
}

/** As many of the totals as there is room for. */
function fit(parts: readonly string[], width: number): string {
  let line = '';
  for (const part of parts) {
    const longer = line === '' ? part : `${line} · ${part}`;
    if (widthOfText(longer) > width) break;
    line = longer;
  }
  return line;
}
