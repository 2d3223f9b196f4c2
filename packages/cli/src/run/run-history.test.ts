import { openState, type StateHistory } from '@zohokit/state';
import { expect, it, onTestFinished } from 'vitest';
import type { RunEvent } from '../output/run-event.ts';
import { itemStored, penalty } from '../testing/events.ts';
import { temporaryFolder } from '../testing/test-app.ts';
import { createRunHistory } from './run-history.ts';

const start = Date.UTC(2026, 0, 31, 9);

async function open(history?: Partial<StateHistory>) {
  const state = await openState({ directory: await temporaryFolder() });
  onTestFinished(() => state.close());
  const failures: string[] = [];
  let now = start;
  const run = createRunHistory({
    history: { ...state.history, ...history },
    runId: 'run-1',
    now: () => now,
    onFailed: (message) => void failures.push(message),
  });
  return {
    run,
    failures,
    /** Tells an event so many seconds after the start. */
    tell(seconds: number, event: RunEvent) {
      now = start + seconds * 1000;
      run.listen(event);
    },
    async waits(seconds: number) {
      now = start + seconds * 1000;
      await run.settle();
      const waits = await state.history.waits('run-1');
      return waits.map(({ at, ms, reason }) => [(at - start) / 1000, ms / 1000, reason]);
    },
    items: () => state.history.items('run-1'),
  };
}

const penaltyEnd: RunEvent = {
  type: 'penalty-end',
  connection: 'org B',
  key: 'workdrive:eu:abc',
};

const retry = (kind: 'unavailable' | 'rate-limit', delayMs: number): RunEvent => ({
  type: 'request-retry',
  connection: 'org A',
  method: 'GET',
  path: 'www.zohoapis.eu/x',
  attempt: 0,
  delayMs,
  kind,
  code: undefined,
  status: 503,
});

it('keeps a penalty for as long as it made the run wait', async () => {
  const { tell, waits } = await open();
  tell(5, penalty);
  tell(95, penaltyEnd);
  expect(await waits(200)).toEqual([[5, 90, 'penalty of org B']]);
});

it('keeps one that lasts longer than the run until the end of the run', async () => {
  const { tell, waits } = await open();
  tell(5, penalty);
  expect(await waits(10)).toEqual([[5, 5, 'penalty of org B']]);
});

it('counts no time after a penalty, however late the next request comes', async () => {
  const { tell, waits } = await open();
  tell(0, penalty);
  tell(900, penaltyEnd);
  expect(await waits(900)).toEqual([[0, 120, 'penalty of org B']]);
});

it('keeps the wait for a token, and pauses before a repetition that can be seen', async () => {
  const { tell, waits } = await open();
  tell(0, { type: 'mint-wait', connection: 'org A', until: start + 60_000, waitMs: 60_000 });
  tell(60, { type: 'token-mint', connection: 'org A', expiresAt: start + 1, scope: undefined });
  tell(61, retry('unavailable', 8000));
  tell(62, retry('unavailable', 200));
  // This one is a penalty, told by itself.
  tell(63, retry('rate-limit', 60_000));
  expect(await waits(70)).toEqual([
    [0, 60, 'access token of org A'],
    [61, 8, 'repetition for org A'],
  ]);
});

it('tells a stored file with the instant of its proof, any other with that of its end', async () => {
  const { run, tell, items } = await open();
  tell(7, itemStored);
  const line = { runId: 'run-1', recordId: '573', path: 'offer.pdf', at: start + 60_000 };
  const nothing = { storedId: undefined, storedName: undefined, size: undefined, md5: undefined };
  const rest = { ...nothing, durationMs: undefined, message: undefined };
  await run.port.item({ ...line, ...rest, sourceId: 'item1', status: 'transferred' });
  await run.port.item({ ...line, ...rest, sourceId: 'item2', status: 'failed' });
  expect((await items()).map(({ at }) => (at - start) / 1000)).toEqual([7, 60]);
});

it('says once that waits cannot be written, and goes on', async () => {
  const { tell, failures, waits } = await open({
    wait: () => Promise.reject(new Error('disk full')),
  });
  tell(0, retry('unavailable', 8000));
  tell(1, retry('unavailable', 8000));
  expect(await waits(2)).toEqual([]);
  expect(failures).toEqual(['disk full']);
});
