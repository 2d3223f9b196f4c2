import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulatorClock } from '../clock.ts';
import { createEmulator } from '../create-emulator.ts';
import type { Emulator } from '../emulator.ts';
import type { Caller, EmulatedRequest } from '../seam.ts';
import { smallSeed } from '../testing/small-seed.ts';
import { type Visitor, createVisitor } from '../testing/visitor.ts';
import { createThrottle, measuredLimits } from './throttle.ts';

describe('the measured limits', () => {
  const setUp = () => {
    let machine = 0;
    const clock = createEmulatorClock(() => machine);
    const profile = () => ({ throttle: true, retryAfter: true, repeatedMissing: 5 });
    const throttle = createThrottle({ clock, limits: measuredLimits, profile });
    const folderOf = ({ params }: EmulatedRequest) => params['id'] ?? '';
    /** What the refusal says of its length, in milliseconds; it is read at once. */
    const admit = (zuid: string, folder?: string): number | undefined => {
      const gate = throttle.gate(folder === undefined ? undefined : folderOf);
      const { refused, told } = gate.enter(toRequest(folder), toCaller(zuid));
      told?.();
      return refused && Number(refused.headers?.['retry-after']) * 1000;
    };
    const wait = (ms: number): void => {
      machine += ms;
    };
    return { throttle: { admit }, wait };
  };

  test('six at once pass, the seventh is refused for 119 s', () => {
    const { throttle } = setUp();
    const refusals = Array.from({ length: 7 }, () => throttle.admit('u'));
    expect(refusals).toEqual([...Array.from({ length: 6 }, () => undefined), 119_000]);
  });

  test('six per second can go on for ever', () => {
    const { throttle, wait } = setUp();
    for (let n = 0; n < 600; n += 1) {
      expect(throttle.admit('u')).toBeUndefined();
      wait(167);
    }
  });

  test('an early retry extends the penalty by the whole of it, one in flight does not', () => {
    const { throttle, wait } = setUp();
    for (let n = 0; n < 7; n += 1) throttle.admit('u');
    wait(500);
    expect(throttle.admit('u')).toBe(119_000);
    wait(9_500);
    expect(throttle.admit('u')).toBe(109_000 + 119_000);
    wait(227_000);
    expect(throttle.admit('u')).toBe(1_000 + 119_000);
    wait(120_000);
    expect(throttle.admit('u')).toBeUndefined();
  });

  test('the twentieth listing of one folder in a minute is refused for 299 s, other folders not', () => {
    const { throttle, wait } = setUp();
    const list = (folder: string) => {
      wait(1000);
      return throttle.admit('u', folder);
    };
    for (let n = 0; n < 19; n += 1) expect(list('f')).toBeUndefined();
    expect(list('f')).toBe(299_000);
    expect(list('g')).toBeUndefined();
    wait(299_000);
    expect(list('f')).toBeUndefined();
  });

  test('nineteen in every minute are never refused', () => {
    const { throttle, wait } = setUp();
    for (let n = 0; n < 100; n += 1) {
      expect(throttle.admit('u', 'f')).toBeUndefined();
      wait(60_000 / 19 + 1);
    }
  });

  test('users do not share limits', () => {
    const { throttle } = setUp();
    for (let n = 0; n < 7; n += 1) throttle.admit('u');
    expect(throttle.admit('v')).toBeUndefined();
  });
});

describe('over HTTP', () => {
  let emulator: Emulator;
  let visitor: Visitor;
  beforeEach(async () => {
    emulator = await createEmulator({ seed: smallSeed(), limits: { burst: 2 } });
    visitor = createVisitor(emulator);
  });
  afterEach(async () => await emulator.close());

  const me = async () => await visitor.call('api', '/workdrive/api/v1/users/me');
  const statuses = async (calls: number): Promise<number[]> => {
    await visitor.token();
    return (await Promise.all(Array.from({ length: calls }, me))).map((reply) => reply.status);
  };

  test('too many WorkDrive requests are 429 F7008 with Retry-After', async () => {
    expect((await statuses(4)).filter((status) => status === 429)).not.toEqual([]);
    const refused = await me();
    expect(refused).toMatchObject({ status: 429, json: { errors: [{ id: 'F7008' }] } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(100);
    expect(emulator.ledger.entries().at(-1)).toMatchObject({ status: 429, throttled: true });
  });

  test('the penalty passes with the clock of the emulator', async () => {
    await statuses(4);
    emulator.clock.advance(120_000);
    expect((await me()).status).toBe(200);
  });

  test('a profile may leave Retry-After out, or throttle nothing', async () => {
    emulator.setProfile({ retryAfter: false });
    await statuses(4);
    const refused = await me();
    expect(refused.status).toBe(429);
    expect(refused.headers.has('retry-after')).toBe(false);

    emulator.setProfile({ throttle: false });
    expect((await me()).status).toBe(200);
  });

  test('CRM is not throttled by it', async () => {
    await statuses(4);
    expect((await visitor.call('api', '/crm/v8/org')).status).toBe(200);
  });
});

function toCaller(zuid: string): Caller {
  return { org: 'a', zuid, clientId: 'client', scopes: new Set() };
}

function toRequest(folder = ''): EmulatedRequest {
  return {
    method: 'GET',
    path: '/',
    query: new URLSearchParams(),
    headers: {},
    params: { id: folder },
    body: { chunks: () => ReadableStream.from([]), complete: true, drain: async () => {} },
    text: async () => '',
    json: async () => undefined,
    gone: () => false,
    // One after the other.
    sentAfter: performance.now(),
  };
}
