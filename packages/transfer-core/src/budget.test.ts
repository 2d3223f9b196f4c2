import { expect, test } from 'vitest';
import { createBudget, type BudgetLimits } from './budget.ts';
import { ManualClock } from './testing/manual-clock.ts';

function setup(limits: BudgetLimits) {
  const clock = new ManualClock();
  const sent = { requests: 100 };
  const budget = createBudget({ limits, clock, requests: () => sent.requests });
  return { budget, clock, sent };
}

const spent = expect.objectContaining({ reach: 'run', reason: 'budget' });

test('without limits everything may be done', () => {
  const { budget, clock, sent } = setup({});
  budget.begin();
  budget.add(1e15);
  sent.requests = 1e9;
  clock.advance(1e12);
  expect(() => budget.check()).not.toThrow();
});

test('files are counted as they are begun', () => {
  const { budget } = setup({ files: 2 });
  budget.begin();
  expect(() => budget.check()).not.toThrow();
  budget.begin();
  expect(() => budget.check()).toThrow(spent);
});

test('the file that reaches the bytes is the last', () => {
  const { budget } = setup({ bytes: 1000 });
  budget.add(999);
  expect(() => budget.check()).not.toThrow();
  budget.add(5000);
  expect(() => budget.check()).toThrow('the budget of 1000 bytes is used up');
});

test('requests count from the start of the run', () => {
  const { budget, sent } = setup({ requests: 50 });
  sent.requests += 49;
  expect(() => budget.check()).not.toThrow();
  sent.requests += 1;
  expect(() => budget.check()).toThrow(spent);
});

test('time counts from the start of the run, by the clock that is handed in', () => {
  const { budget, clock } = setup({ timeMs: 60_000 });
  clock.advance(59_999);
  expect(() => budget.check()).not.toThrow();
  clock.advance(1);
  expect(() => budget.check()).toThrow(spent);
});
