import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import type { FaultEffect, FaultMatch } from './faults.ts';
import { smallSeed } from './testing/small-seed.ts';
import { createVisitor } from './testing/visitor.ts';

const record = '/crm/v8/Deals_X/1?fields=Name';

let emulator: Emulator;
let token: string;
/** What fair weather answers. */
let whole: string;
beforeEach(async () => {
  emulator = await createEmulator({ seed: smallSeed({ records: [{ id: '1', Name: 'before' }] }) });
  const visitor = createVisitor(emulator);
  token = await visitor.token();
  whole = (await visitor.call('api', record)).text;
});
afterEach(async () => await emulator.close());

const stored = (): unknown => emulator.records('a', 'Deals_X')[0]?.['Name'];
const lastEntry = () => emulator.ledger.entries().at(-1);

/** Every rule holds at both doors. */
const doors = {
  port: async (path: string, init?: RequestInit) =>
    await fetch(`${emulator.url}/_host/www.zohoapis.eu${path}`, init),
  process: async (path: string, init?: RequestInit) =>
    await emulator.fetch(`https://www.zohoapis.eu${path}`, init),
};

describe.each(['port', 'process'] as const)('by the %s', (door) => {
  const ask = async (path = record, init: RequestInit = {}) => {
    const headers = { authorization: `Zoho-oauthtoken ${token}` };
    return await doors[door](path, { ...init, headers });
  };
  const write = async (name = 'after') =>
    await ask('/crm/v8/Deals_X', {
      method: 'PUT',
      body: JSON.stringify({ data: [{ id: '1', Name: name }] }),
    });
  const meet = (effect: FaultEffect, match: FaultMatch = {}) =>
    emulator.faults.add({ effect, match });

  test('fair weather is the whole answer', async () => {
    const response = await ask();
    expect(response.headers.get('content-length')).toBe(String(whole.length));
    expect(await response.text()).toBe(whole);
  });

  test('status answers without acting', async () => {
    meet({ kind: 'status', status: 503, text: 'later', reason: 'Down' });
    const response = await write();
    expect(response).toMatchObject({ status: 503, statusText: 'Down' });
    expect(stored()).toBe('before');
  });

  test('its headers replace those that the body would have, in whatever case', async () => {
    const headers = { 'Content-Type': 'text/html', 'Retry-After': '3' };
    meet({ kind: 'status', status: 503, text: '<html>', headers });
    const response = await ask();
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(response.headers.get('retry-after')).toBe('3');
  });

  test.each([record, '/workdrive/api/v1/users/me'])(
    'a gateway may answer in place of %s, in HTML',
    async (path) => {
      const headers = { 'content-type': 'text/html' };
      meet({ kind: 'status', status: 502, text: '<html>Bad gateway</html>', headers });
      const response = await ask(path);
      expect(response.status).toBe(502);
      expect(response.headers.get('content-type')).toBe('text/html');
      expect(await response.text()).toContain('Bad gateway');
    },
  );

  test.each([
    { kind: 'reset' },
    { kind: 'reset-request', afterBytes: 10 },
    { kind: 'reset-request', afterBytes: 1_000_000 },
    { kind: 'never-commit' },
  ] as const)('%j breaks the connection, and nothing is done', async (effect) => {
    const fault = meet(effect);
    await expect(write()).rejects.toThrow(TypeError);
    await fault.whenFired;
    emulator.clock.advance(86_400_000);
    expect(stored()).toBe('before');
    expect(lastEntry()).toMatchObject({ status: 0, fault: effect.kind });
  });

  test('answer-lost breaks the connection, and everything is done', async () => {
    meet({ kind: 'answer-lost' });
    await expect(write()).rejects.toThrow('fetch failed');
    expect(stored()).toBe('after');
  });

  test.each(['reset-response', 'cut-body'] as const)(
    '%s lets so many bytes through, then breaks the connection',
    async (kind) => {
      meet({ kind, afterBytes: 10 });
      const response = await ask();
      const received: number[] = [];
      const reading = async (): Promise<void> => {
        for await (const chunk of response.body ?? []) received.push(...chunk);
      };
      await expect(reading()).rejects.toThrow('terminated');
      expect(Buffer.from(received).toString()).toBe(whole.slice(0, 10));
      expect(lastEntry()).toMatchObject({ status: 200, responseBytes: 10 });
    },
  );

  test('truncate sends less, and says that it is whole', async () => {
    meet({ kind: 'truncate', afterBytes: 10 });
    const response = await ask();
    expect(response.headers.get('content-length')).toBe('10');
    expect(await response.text()).toBe(whole.slice(0, 10));
  });

  test('corrupt flips the same bytes each time, and no others', async () => {
    meet({ kind: 'corrupt', offset: 3, every: 10 }, { times: 2 });
    const bent = Buffer.from(await (await ask()).arrayBuffer());
    const differing = [...bent.keys()].filter((at) => bent[at] !== whole.charCodeAt(at));
    expect(differing).toEqual([3, 13, 23, 33]);
    expect(bent[3]).toBe(~whole.charCodeAt(3) & 0xff);
    expect(Buffer.from(await (await ask()).arrayBuffer())).toEqual(bent);
  });

  test('drip takes its time, and is whole', async () => {
    meet({ kind: 'drip', bytesPerSecond: 200 });
    const begun = performance.now();
    expect(await (await ask()).text()).toBe(whole);
    expect(performance.now() - begun).toBeGreaterThan(100);
  });

  test('hang answers nobody, and does nothing when the client goes', async () => {
    const fault = meet({ kind: 'hang' });
    const leaving = new AbortController();
    const body = JSON.stringify({ data: [{ id: '1', Name: 'after' }] });
    const asked = ask('/crm/v8/Deals_X', { method: 'PUT', body, signal: leaving.signal });
    await fault.whenFired;
    leaving.abort();
    await expect(asked).rejects.toThrow('aborted');
    await expect.poll(() => lastEntry()?.endedAt).toBeDefined();
    emulator.clock.advance(86_400_000);
    expect(stored()).toBe('before');
    expect(lastEntry()).toMatchObject({ status: 0, fault: 'hang' });
  });

  test('hold makes the change so long after the client has gone', async () => {
    const fault = meet({ kind: 'hold', lateCommitMs: 5000 });
    const leaving = new AbortController();
    const body = JSON.stringify({ data: [{ id: '1', Name: 'after' }] });
    const asked = ask('/crm/v8/Deals_X', { method: 'PUT', body, signal: leaving.signal });
    await fault.whenFired;
    leaving.abort();
    await expect(asked).rejects.toThrow('aborted');
    await expect.poll(() => lastEntry()?.endedAt).toBeDefined();
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect(stored()).toBe('before');
    emulator.clock.advance(5001);
    expect(stored()).toBe('after');
  });

  test('late-commit breaks the connection, and the change comes later on the clock', async () => {
    meet({ kind: 'late-commit', delayMs: 5000 });
    await expect(write()).rejects.toThrow('fetch failed');
    expect(stored()).toBe('before');
    emulator.clock.advance(5001);
    expect(stored()).toBe('after');
  });

  test('duplicate delivers the request twice and sends the second answer', async () => {
    meet({ kind: 'duplicate' });
    const body = JSON.stringify({ data: [{ Name: 'twin' }] });
    const response = await ask('/crm/v8/Deals_X', { method: 'POST', body });
    expect(response.status).toBe(201);
    const twins = emulator.records('a', 'Deals_X').filter(({ Name }) => Name === 'twin');
    expect(twins).toHaveLength(2);
    expect(await response.text()).toContain(String(twins[1]?.id));
    expect(emulator.ledger.entries({ path: '/Deals_X', method: 'post' })).toHaveLength(1);
  });

  test('behave bends the profile for the requests it meets, and for no others', async () => {
    meet({ kind: 'behave', profile: { clockSkewMs: 3_600_000 } });
    const skew = async (): Promise<number> => {
      const date = (await ask()).headers.get('date') ?? '';
      return Math.round(Math.abs(Date.parse(date) - emulator.clock.now()) / 60_000);
    };
    expect(await skew()).toBe(60);
    expect(await skew()).toBe(0);
    expect(emulator.profile.clockSkewMs).toBe(0);
  });
});

describe('which requests are met', () => {
  const effect: FaultEffect = { kind: 'status', status: 500 };
  const statuses = async (count: number, headers: Record<string, string> = {}) => {
    const found: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const authorization = `Zoho-oauthtoken ${token}`;
      const response = await doors.process(record, { headers: { authorization, ...headers } });
      found.push(response.status);
    }
    return found;
  };

  test.each<[FaultMatch, number[]]>([
    [{ every: 2 }, [500, 200, 500, 200, 500, 200]],
    [{ nth: 2, every: 3 }, [200, 500, 200, 200, 500, 200]],
    [{ every: 2, times: 2 }, [500, 200, 500, 200, 200, 200]],
    [{ probability: 1 }, [500, 500, 500, 500, 500, 500]],
    [{ probability: 0 }, [200, 200, 200, 200, 200, 200]],
  ])('%j meets %j', async (match, expected) => {
    emulator.faults.add({ match, effect });
    expect(await statuses(6)).toEqual(expected);
  });

  test('a probability meets its share, and the same requests for the same seed', async () => {
    const run = async (seed: string): Promise<string> => {
      emulator.faults.clear();
      emulator.faults.add({ match: { probability: 0.5, seed }, effect });
      return (await statuses(40)).join();
    };
    const [one, again, other] = [await run('x'), await run('x'), await run('y')];
    expect(again).toBe(one);
    expect(other).not.toBe(one);
    expect(one.split('500').length).toBeGreaterThan(10);
    expect(one.split('200').length).toBeGreaterThan(10);
  });

  test('a probability meets the same requests in whatever order they come', async () => {
    const paths = Array.from({ length: 30 }, (_, n) => `/crm/v8/Deals_X/${n % 20}?fields=Name`);
    const run = async (order: readonly string[]): Promise<string[]> => {
      emulator.faults.clear();
      emulator.faults.add({ match: { probability: 0.5, seed: 'x' }, effect });
      const met = order.map(async (path) => [path, (await doors.process(path)).status] as const);
      const failed = (await Promise.all(met)).filter(([, status]) => status === 500);
      return failed.map(([path]) => path).toSorted();
    };
    const there = await run(paths);
    expect(await run(paths.toReversed())).toEqual(there);
    expect(there.length).toBeGreaterThan(5);
    expect(there.length).toBeLessThan(25);
  });

  test.each<[FaultMatch, number]>([
    [{ header: { 'X-Attempt': 'two' } }, 500],
    [{ header: { 'x-attempt': /^attempt/ } }, 500],
    [{ header: { 'x-attempt': 'three' } }, 200],
    [{ header: { 'x-other': '' } }, 200],
  ])('a header is matched: %j gives %i', async (match, status) => {
    emulator.faults.add({ match, effect });
    expect(await statuses(1, { 'x-attempt': 'attempt two' })).toEqual([status]);
  });
});

describe('a fault that cannot be', () => {
  test.each<[FaultEffect, FaultMatch, string]>([
    [{ kind: 'status', status: 502, headers: { 'x y': 'z' } }, {}, 'effect.headers.x y'],
    [{ kind: 'status', status: 502, headers: { x: 'a\r\nb: c' } }, {}, 'effect.headers.x'],
    [{ kind: 'status', status: 502, reason: 'a\r\nb: c' }, {}, 'effect.reason'],
    [{ kind: 'status', status: 99 }, {}, 'effect.status'],
    [{ kind: 'corrupt', offset: 0, every: 0 }, {}, 'effect.every'],
    [{ kind: 'delay', ms: 2 ** 31 }, {}, 'effect.ms'],
    [{ kind: 'reset' }, { every: 0 }, 'match.every'],
  ])('%j for %j is refused by its path, at both doors', async (impossible, match, path) => {
    const fault = { effect: impossible, match };
    expect(() => emulator.faults.add(fault)).toThrow(path);
    const response = await fetch(`${emulator.url}/_emulator/faults`, {
      method: 'POST',
      body: JSON.stringify(fault),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(path);
    expect(emulator.faults.list()).toEqual([]);
  });
});

describe('weather of the seed', () => {
  const seed = {
    ...smallSeed({ records: [{ id: '1', Name: 'before' }] }),
    profile: { clockSkewMs: 60_000 },
    weather: [{ match: { path: '/crm/' }, effect: { kind: 'status', status: 502 } }],
  };

  test('it is there from the start and again after each reset', async () => {
    emulator.reset(seed);
    expect(emulator.profile.clockSkewMs).toBe(60_000);
    emulator.faults.clear();
    emulator.setProfile('benign');
    emulator.reset();
    expect(emulator.faults.list()).toHaveLength(1);
    expect(emulator.profile.clockSkewMs).toBe(60_000);
  });

  test('the profile given to the emulator weighs more', async () => {
    const other = await createEmulator({ seed, listen: false, profile: { clockSkewMs: 1 } });
    expect(other.profile.clockSkewMs).toBe(1);
    await other.close();
  });

  test.each([
    [{ weather: [{ effect: { kind: 'explode' } }] }, 'weather[0].effect.kind'],
    [{ weather: [{ effect: { kind: 'reset' }, match: { nht: 1 } }] }, 'weather[0].match.nht'],
    [{ profile: 'rainy' }, 'profile'],
    [{ profile: { sunshine: true } }, 'profile.sunshine'],
  ])('%j is refused by its path', async (part, path) => {
    expect(() => emulator.reset({ ...smallSeed(), ...part })).toThrow(path);
  });
});
