import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { smallSeed } from './testing/small-seed.ts';
import { type AskOptions, type Reply, createVisitor, send } from './testing/visitor.ts';
import { version } from './version.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records: [{ id: '1', Name: 'one' }] }) });
});
afterEach(async () => await emulator.close());

const control = async (path: string, options?: AskOptions): Promise<Reply> =>
  await send(`${emulator.url}/_emulator${path}`, options);
const post = async (path: string, json?: unknown): Promise<Reply> =>
  await control(path, { method: 'POST', json });

test('it says what it is and what time it has', async () => {
  const { json } = await control('');
  expect(json).toMatchObject({ name: 'zoho-emulator', version, clock: 'virtual', pace: null });
  expect(Math.abs(Number(json?.['now']) - emulator.clock.now())).toBeLessThan(1000);
});

test('the clock is advanced', async () => {
  const before = emulator.clock.now();
  const { json } = await post('/clock/advance', { ms: 3_600_000 });
  expect(Number(json?.['now']) - before).toBeGreaterThanOrEqual(3_600_000);
});

test.each([{ ms: -1 }, { ms: '5' }, {}, undefined])('advancing by %j is refused', async (body) => {
  expect((await post('/clock/advance', body)).status).toBe(400);
});

test('a fault is added, counted and cleared', async () => {
  const added = await post('/faults', {
    match: { method: 'GET', path: '/org' },
    effect: { kind: 'status', status: 418 },
  });
  expect(added.json).toEqual({ id: 1, fired: 0 });

  expect((await createVisitor(emulator).call('api', '/crm/v8/org')).status).toBe(418);
  expect((await control('/faults')).json).toEqual({ faults: [{ id: 1, fired: 1 }] });

  await control('/faults', { method: 'DELETE' });
  expect((await control('/faults')).json).toEqual({ faults: [] });
});

test.each([
  [{ effect: { kind: 'explode' } }, 'effect.kind'],
  [{ effect: { kind: 'cut-body' } }, 'effect.afterBytes'],
  [{ effect: { kind: 'reset' }, match: { nht: 2 } }, 'match.nht'],
  [undefined, 'body'],
])('a fault at fault is refused by its path (%#)', async (fault, path) => {
  const reply = await post('/faults', fault);
  expect(reply.status).toBe(400);
  expect(reply.text).toContain(path);
});

test('records and files are told', async () => {
  expect((await control('/records?org=a&module=Deals_X')).json).toMatchObject({
    records: [{ id: '1', Name: 'one' }],
  });
  expect((await control('/files')).json).toEqual({ files: [] });
});

test.each([
  '/records?org=c&module=Deals_X',
  '/records?org=a',
  '/records?org=a&module=Nope',
  '/files?org=c',
])('%s is refused', async (path) => {
  expect((await control(path)).status).toBe(400);
});

test('the ledger tells what Zoho was asked, not what the control API was', async () => {
  await createVisitor(emulator).mint();
  await control('');
  expect((await control('/ledger')).json).toMatchObject({
    entries: [{ n: 1, path: '/oauth/v2/token' }],
  });
});

test('a reset starts over, with another seed if one is given', async () => {
  emulator.updateRecord('a', 'Deals_X', '1', { Name: 'changed' });
  await post('/reset');
  expect(emulator.records('a', 'Deals_X')).toMatchObject([{ Name: 'one' }]);

  await post('/reset', { seed: smallSeed({ records: [{ Name: 'other' }] }) });
  expect(emulator.records('a', 'Deals_X')).toMatchObject([{ Name: 'other' }]);
});

test('a reset with a seed at fault changes nothing', async () => {
  const reply = await post('/reset', { seed: { orgs: {} } });
  expect(reply.status).toBe(400);
  expect(reply.text).toContain('orgs.a');
  expect(emulator.records('a', 'Deals_X')).toHaveLength(1);
});

test('an unknown path lists the known ones', async () => {
  const reply = await control('/nothing');
  expect(reply.status).toBe(404);
  expect(reply.text).toContain('POST /_emulator/faults');
});
