import { expect, test } from 'vitest';
import { createIds } from './random.ts';

test('the same seed gives the same ids, another seed gives others', () => {
  const take = (seed: string): string[] => {
    const ids = createIds(seed);
    return [ids.driveId(), ids.crmId(), ids.driveId(), ids.zuid(), ids.clientId()];
  };
  expect(take('one')).toEqual(take('one'));
  expect(take('one')).not.toEqual(take('two'));
});

test('ids have the shapes that Zoho uses', () => {
  const ids = createIds('shapes');
  expect(ids.driveId()).toMatch(/^[a-z0-9]{5}[0-9a-f]{32}$/);
  expect(ids.crmId()).toMatch(/^[1-8]\d{18}$/);
  expect(ids.zuid()).toMatch(/^\d{9}$/);
  expect(ids.clientId()).toMatch(/^1000\.[A-Z0-9]{30}$/);
  expect(ids.token()).toMatch(/^1000\.[0-9a-f]{32}\.[0-9a-f]{32}$/);
});

test('record ids grow, so that a walk by id meets every record', () => {
  const ids = createIds('growing');
  const taken = Array.from({ length: 500 }, () => BigInt(ids.crmId()));
  expect(taken).toEqual(taken.toSorted((one, other) => (one < other ? -1 : 1)));
  expect(new Set(taken).size).toBe(500);
});

test('tokens differ though the seed is the same', () => {
  expect(createIds('x').token()).not.toBe(createIds('x').token());
});
