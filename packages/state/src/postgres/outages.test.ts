import { expect, test } from 'vitest';
import { createOutages } from './outages.ts';

test('whoever asked before the outage was found shares it, whoever asks later does not', () => {
  const outages = createOutages();
  const [first, second] = [outages.ask(), outages.ask()];
  expect(first).not.toThrow();
  outages.found(new Error('down'));
  expect(second).toThrow('down');
  expect(outages.ask()).not.toThrow();
});
