import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import type { FaultEffect } from './faults.ts';
import { smallSeed } from './testing/small-seed.ts';
import { type Reply, type Visitor, createVisitor } from './testing/visitor.ts';

const path = '/crm/v8/Deals_X';

let emulator: Emulator;
let visitor: Visitor;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records: [{ id: '1', Name: 'before' }] }) });
  visitor = createVisitor(emulator);
});
afterEach(async () => await emulator.close());

const write = async (name = 'after'): Promise<Reply> =>
  await visitor.call('api', path, { method: 'PUT', json: { data: [{ id: '1', Name: name }] } });
const read = async (): Promise<Reply> => await visitor.call('api', `${path}/1?fields=Name`);
const stored = (): unknown => emulator.records('a', 'Deals_X')[0]?.['Name'];
const lastEntry = () => emulator.ledger.entries().at(-1);

describe('effects', () => {
  test('status answers without acting', async () => {
    const effect: FaultEffect = {
      kind: 'status',
      status: 503,
      text: 'later',
      reason: 'Down',
      headers: { 'retry-after': '7' },
    };
    const fault = emulator.faults.add({ match: { method: 'PUT' }, effect });

    const reply = await write();

    expect(reply).toMatchObject({ status: 503, text: 'later', reason: 'Down' });
    expect(reply.headers.get('retry-after')).toBe('7');
    expect(stored()).toBe('before');
    expect(fault.fired).toBe(1);
    expect(lastEntry()).toMatchObject({ status: 503, fault: 'status' });
  });

  test('reset breaks the connection before anything is done', async () => {
    emulator.faults.add({ match: { method: 'PUT' }, effect: { kind: 'reset' } });
    await expect(write()).rejects.toThrow('fetch failed');
    expect(stored()).toBe('before');
    expect(lastEntry()).toMatchObject({ status: 0, fault: 'reset' });
  });

  test('answer-lost does everything but answer', async () => {
    emulator.faults.add({ match: { method: 'PUT' }, effect: { kind: 'answer-lost' } });
    await expect(write()).rejects.toThrow('fetch failed');
    expect(stored()).toBe('after');
  });

  test('cut-body ends the body early', async () => {
    emulator.faults.add({ match: { path }, effect: { kind: 'cut-body', afterBytes: 10 } });
    await expect(read()).rejects.toThrow('terminated');
    expect(lastEntry()).toMatchObject({ status: 200, responseBytes: 10, fault: 'cut-body' });
  });

  test('before the cut, status, headers and so many bytes arrive', async () => {
    await visitor.token();
    emulator.faults.add({ effect: { kind: 'cut-body', afterBytes: 10 } });
    const response = await fetch(`${emulator.url}/_host/www.zohoapis.eu${path}/1?fields=Name`, {
      headers: { authorization: `Zoho-oauthtoken ${await visitor.token()}` },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('37');

    const received: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const chunk of response.body ?? []) received.push(...chunk);
    };

    await expect(reading()).rejects.toThrow('terminated');
    expect(Buffer.from(received).toString()).toBe('{"data":[{');
  });

  test('late-commit closes, and the change happens later on the clock', async () => {
    const effect: FaultEffect = { kind: 'late-commit', delayMs: 60_000 };
    emulator.faults.add({ match: { method: 'PUT' }, effect });

    await expect(write()).rejects.toThrow('fetch failed');

    emulator.clock.advance(50_000);
    expect(stored()).toBe('before');
    emulator.clock.advance(11_000);
    expect(stored()).toBe('after');
  });

  test('never-commit closes, and the change never happens', async () => {
    emulator.faults.add({ match: { method: 'PUT' }, effect: { kind: 'never-commit' } });
    await expect(write()).rejects.toThrow('fetch failed');
    emulator.clock.advance(86_400_000);
    expect(stored()).toBe('before');
  });

  test('delay only takes time', async () => {
    emulator.faults.add({ match: { path, times: 2 }, effect: { kind: 'delay', ms: 50 } });
    for (const call of [write, read]) {
      const begun = performance.now();
      expect((await call()).status).toBe(200);
      expect(performance.now() - begun).toBeGreaterThan(45);
    }
    expect(stored()).toBe('after');
  });

  test.each(['late-commit', 'never-commit', 'answer-lost'] as const)(
    '%s also loses the answer of a read',
    async (kind) => {
      const effect = kind === 'late-commit' ? { kind, delayMs: 1 } : { kind };
      const fault = emulator.faults.add({ match: { path }, effect });
      await expect(read()).rejects.toThrow('fetch failed');
      expect(fault.fired).toBe(1);
    },
  );
});

describe('hold, and a client that goes', () => {
  /** Sends a write, and breaks off once the emulator holds it. */
  const abandon = async (): Promise<void> => {
    const fault = emulator.faults.add({ match: { method: 'PUT' }, effect: { kind: 'hold' } });
    const socket = await openWrite('{"data":[{"id":"1","Name":"after"}]}');
    await fault.whenFired;
    expect(stored()).toBe('before');
    socket.destroy();
    await sleep(20);
  };

  test('the change is made at once when the profile has no late commit', async () => {
    await abandon();
    expect(stored()).toBe('after');
  });

  test('the change is made so much later as the profile says', async () => {
    emulator.setProfile({ lateCommitMs: 8000 });
    await abandon();
    expect(stored()).toBe('before');
    emulator.clock.advance(8001);
    expect(stored()).toBe('after');
  });

  test('a body that the client cut never commits', async () => {
    const socket = await openWrite('{"data":[{"id":"1","Name":"after"}]}', 500);
    await sleep(20);
    socket.destroy();
    await sleep(20);
    emulator.clock.advance(86_400_000);
    expect(stored()).toBe('before');
    expect(lastEntry()).toMatchObject({ status: 0, requestBytes: 36 });
  });

  test('a held read is answered by nobody', async () => {
    const fault = emulator.faults.add({ match: { path }, effect: { kind: 'hold' } });
    const answer = read().then(
      () => 'answered',
      () => 'closed',
    );
    await fault.whenFired;
    expect(await Promise.race([answer, sleep(30, 'nothing')])).toBe('nothing');
    await emulator.close();
    expect(await answer).toBe('closed');
  });

  async function openWrite(body: string, length = body.length) {
    const token = await visitor.token();
    const { hostname, port } = new URL(emulator.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.write(
      [
        `PUT ${path} HTTP/1.1`,
        'host: www.zohoapis.eu',
        `authorization: Zoho-oauthtoken ${token}`,
        `content-length: ${length}`,
        '',
        body,
      ].join('\r\n'),
    );
    return socket;
  }
});

describe('which requests are met', () => {
  const effect: FaultEffect = { kind: 'status', status: 500 };

  test('the nth fitting request, and so many from there', async () => {
    const fault = emulator.faults.add({ match: { method: 'GET', nth: 2, times: 2 }, effect });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n += 1) statuses.push((await read()).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect(fault.fired).toBe(2);
  });

  test.each([
    [{ org: 'b' as const }],
    [{ role: 'upload' as const }],
    [{ method: 'POST' }],
    [{ path: '/coql' }],
    [{ path: /^\/crm\/v8$/ }],
  ])('a request that does not fit %j passes', async (match) => {
    await visitor.token();
    emulator.faults.add({ match, effect });
    expect((await read()).status).toBe(200);
  });

  test.each([
    [{ org: 'a' as const }],
    [{ role: 'api' as const }],
    [{ method: 'get' }],
    [{ path: 'Deals' }],
    [{ path: /Deals_X\/\d+$/g }],
  ])('a request that fits %j is met', async (match) => {
    await visitor.token();
    emulator.faults.add({ match, effect });
    expect((await read()).status).toBe(500);
  });

  test('a token request belongs to the org of its client', async () => {
    emulator.faults.add({ match: { org: 'b', role: 'accounts' }, effect });
    expect((await visitor.mint()).status).toBe(200);
    expect((await createVisitor(emulator, 'b').mint()).status).toBe(500);
  });

  test('two faults of one match meet one request each, in the order they were added', async () => {
    emulator.faults.add({ match: { path }, effect });
    emulator.faults.add({ match: { path }, effect: { kind: 'status', status: 502 } });
    expect([(await read()).status, (await read()).status, (await read()).status]).toEqual([
      500, 502, 200,
    ]);
  });

  test('a removed fault meets nothing, nor does a cleared one', async () => {
    emulator.faults.add({ match: { path }, effect }).remove();
    expect((await read()).status).toBe(200);
    emulator.faults.add({ match: { path }, effect });
    emulator.faults.clear();
    expect((await read()).status).toBe(200);
  });
});
