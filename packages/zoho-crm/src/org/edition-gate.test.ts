import type { Gate } from '@zohokit/zoho-http';
import { describe, expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { flat, rows, done, scriptedCrm } from '../testing/scripted-crm.ts';
import { createEditionGate } from './edition-gate.ts';

/** How many of 40 calls get in at once. */
async function countInside(gate: Gate): Promise<{ entered: (() => void)[] }> {
  const entered: (() => void)[] = [];
  for (let n = 0; n < 40; n += 1) void gate.enter().then((leave) => entered.push(leave));
  await new Promise((resolve) => setImmediate(resolve));
  return { entered };
}

describe('the gate of an edition', () => {
  test('lets in as many as the smallest edition allows until it knows, then as many as this one', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const gate = createEditionGate(() => promise);
    const { entered } = await countInside(gate);
    expect(entered).toHaveLength(5);
    resolve(20);
    await promise;
    // Those that wait come in as places get free; nobody is counted twice.
    for (const leave of entered.splice(0)) leave();
    await new Promise((done_) => setImmediate(done_));
    expect(entered.length).toBeGreaterThanOrEqual(5);
    for (let round = 0; round < 40; round += 1) {
      expect(entered.length).toBeLessThanOrEqual(20);
      entered.shift()?.();
      await new Promise((done_) => setImmediate(done_));
    }
    expect(entered).toHaveLength(0);
    expect((await countInside(gate)).entered).toHaveLength(20);
  });

  test('counts the calls that began before the answer', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const gate = createEditionGate(() => promise);
    const early = await Promise.all([gate.enter(), gate.enter()]);
    resolve(20);
    await promise;
    const { entered } = await countInside(gate);
    expect(entered).toHaveLength(18);
    for (const leave of early) leave();
    await new Promise((done_) => setImmediate(done_));
    expect(entered).toHaveLength(20);
  });

  test('asks once, and stays narrow without an answer', async () => {
    let asked = 0;
    const gate = createEditionGate(async () => {
      asked += 1;
      throw new Error('no scope');
    });
    expect((await countInside(gate)).entered).toHaveLength(5);
    expect(asked).toBe(1);
  });
});

describe('a client that takes its concurrency from the edition', () => {
  test('asks for the organisation beside its first request, and goes on when that is refused', async () => {
    const answer = ({ url }: { url: string }) =>
      url.endsWith('/org') ? flat(401, 'OAUTH_SCOPE_MISMATCH') : rows(201, done('7'));
    const { crm, requests } = scriptedCrm([answer], { concurrency: 'edition' });
    expect(await crm.module('Deals').insert([{}])).toMatchObject([{ ok: true }]);
    expect(requests.map(({ path }) => path).toSorted()).toEqual([
      'www.zohoapis.eu/crm/v8/Deals',
      'www.zohoapis.eu/crm/v8/org',
    ]);
  });

  const { crm, emulator } = useEmulatedCrm(
    { Deals_X: { fields: [], records: [{ id: '1', Name: 'one' }] } },
    { edition: 'enterprise' },
  );

  test('has more than five calls under way in a larger edition, and none of them refused', async () => {
    const { module, org } = crm({ concurrency: 'edition' });
    expect(await org.get()).toMatchObject({ edition: 'enterprise' });
    emulator().faults.add({
      match: { path: /Deals_X/u, times: 100 },
      effect: { kind: 'delay', ms: 20 },
    });
    await Promise.all(Array.from({ length: 40 }, () => module('Deals_X').get('1')));
    const statuses = new Set(
      emulator()
        .ledger.entries()
        .map(({ status }) => status),
    );
    expect([...statuses]).toEqual([200]);
  });
});
