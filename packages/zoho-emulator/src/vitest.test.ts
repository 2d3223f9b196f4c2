import { describe, expect, test } from 'vitest';
import { defaultSeed } from './default-seed.ts';
import { smallSeed } from './testing/small-seed.ts';
import { useEmulator } from './vitest.ts';

const fresh = useEmulator({
  listen: false,
  seed: smallSeed({ records: [{ id: '1', Name: 'x' }] }),
});

describe('each test begins anew', () => {
  test.each([1, 2])('whatever test %i left behind', (n) => {
    const { emulator } = fresh;
    expect(emulator.records('a', 'Deals_X')).toMatchObject([{ Name: 'x' }]);
    expect(emulator.faults.list()).toEqual([]);
    emulator.updateRecord('a', 'Deals_X', '1', { Name: `changed by ${n}` });
    emulator.faults.add({ effect: { kind: 'reset' } });
    emulator.reset(smallSeed());
  });
});

describe('without a seed of its own', () => {
  const plain = useEmulator({ listen: false });
  test.each([1, 2])('each test begins with the built-in one, as test %i', () => {
    expect(plain.emulator.orgs.a.dataCenter).toBe(defaultSeed.orgs.a.dataCenter);
    expect(plain.emulator.records('a', 'Projects').length).toBeGreaterThan(0);
    plain.emulator.reset(smallSeed());
  });
});

describe('when told not to', () => {
  const kept = useEmulator({ listen: false, resetBeforeEach: false, seed: smallSeed() });
  test.each([0, 1])('what was done before stays: %i', (n) => {
    expect(kept.emulator.faults.list()).toHaveLength(n);
    kept.emulator.faults.add({ effect: { kind: 'reset' } });
  });
});

describe('outside of tests', () => {
  const early = useEmulator({ listen: false });
  const reach = () => early.emulator.url;
  test('it is there', () => expect(reach()).toContain('http'));
  test('before they run it says so', () => expect(said).toContain('within tests and hooks'));
  let said = '';
  try {
    reach();
  } catch (error) {
    said = String(error);
  }
});
