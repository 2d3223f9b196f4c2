import { expect, it, test } from 'vitest';
import { anItem, aReport, began } from '../testing/a-report.ts';
import { throughputOf } from './throughput.ts';

const total = (rates: readonly number[], from: number, to: number): number =>
  (rates.reduce((sum, rate) => sum + rate, 0) * (to - from)) / rates.length / 1000;

test.each([
  ['that took a while', 30_000, 10_000],
  ['of less than a step', 30_000, 5],
  ['of no time at all', 30_000, 0],
  ['that ends with the run', 120_000, 120_000],
  ['that began before the run was told to', 5000, 9000],
])('a file %s gives all of its bytes, once', (_, at, durationMs) => {
  const size = 3_000_001;
  const items = [anItem('573', 'a', { at: began + at, durationMs, size })];
  const found = throughputOf(aReport({ items }));
  expect(found?.rates.length).toBeLessThanOrEqual(80);
  expect(total(found?.rates ?? [], found?.from ?? 0, found?.to ?? 0)).toBeCloseTo(size, 3);
});

it('is zero where nothing moved, and counts nothing that was not stored by this run', () => {
  const items = [anItem('573', 'a', { status: 'already-transferred' })];
  expect(throughputOf(aReport({ items }))?.rates.every((rate) => rate === 0)).toBe(true);
});

it('reaches to the last wait of a run whose end was not told', () => {
  const waits = [{ runId: 'run-1', at: began + 60_000, ms: 30_000, reason: 'penalty' }];
  const run = { id: 'run-1', startedAt: began };
  const found = throughputOf(aReport({ run, waits, items: [] }));
  expect(found).toMatchObject({ from: began, to: began + 90_000 });
});

it('is none when nothing says when the run was', () => {
  const run = { id: 'run-1', startedAt: undefined };
  expect(throughputOf(aReport({ run, items: [] }))).toBeUndefined();
});
