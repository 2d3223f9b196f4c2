import { createConnection, createGateRegistry, type GateRegistry } from '@zohokit/zoho-auth';
import { createCrmClient } from '@zohokit/zoho-crm';
import { createMemoryStore } from '@zohokit/zoho-http';
import { createVirtualClock } from '@zohokit/zoho-http/testing';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { expect, test } from 'vitest';
import { times } from './support/fault-case.ts';
import { startMs } from './support/run-fault.ts';
import type { Answer } from './support/scripted-answer.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';
import { watchPenalties } from './support/watch-penalties.ts';
import { listed, withHeader } from './support/zoho-answers.ts';

const server = useScriptedServer();

/** Two connections of one user: in one process they share gates, in two only what is stored. */
const sharings = [
  ['gates and store', () => createGateRegistry()],
  ['only the store, as two processes do', () => undefined],
] as const satisfies [string, () => GateRegistry | undefined][];

const missing = listed(404, 'R009', 'none');
const noRecord: Answer = { status: 204 };
const busy = (seconds: number): Answer => withHeader({ status: 429 }, 'retry-after', `${seconds}`);

interface Crowd {
  answers?: readonly Answer[];
  accounts?: readonly Answer[];
  /** The other connection is another grant of the same user, of the same client. */
  grants: readonly [string, string];
  host: string;
  lengths: readonly number[];
  gates: GateRegistry | undefined;
  product: 'workdrive' | 'crm';
}

/** Eight callers, each with three requests one after the other. */
async function crowd({ answers = [], accounts = [], grants, gates, product, ...watching }: Crowd) {
  const clock = createVirtualClock(startMs);
  const store = createMemoryStore();
  const script = server().script({ clock, answers, accounts });
  const watch = watchPenalties({ clock, ...watching });
  const find = grants.map((refreshToken) => {
    const connection = createConnection({
      name: refreshToken,
      dataCenter: 'eu',
      clientId: '1000.CLIENT',
      clientSecret: 'a-secret-of-the-client',
      refreshToken,
      userId: '900',
      orgId: '7',
      store,
      gates,
      clock,
      emulatorUrl: script.url,
      policy: { random: () => 1 },
      onEvent: watch.onEvent,
    });
    const workdrive = createWorkDriveClient(connection);
    const crm = createCrmClient(connection);
    return (id: string): Promise<unknown> =>
      product === 'workdrive' ? workdrive.items.find(id) : crm.records('Deals').find(id);
  });
  const callers = Array.from({ length: 8 }, async (_, caller) => {
    for (let nth = 0; nth < 3; nth += 1) await find[caller % 2]?.(`${caller}${nth}`);
  });
  await Promise.all(callers);
  return { watch, requests: script.requests, mints: script.mints };
}

test.each(sharings)('WorkDrive, sharing %s: none is sent into a penalty', async (_what, gates) => {
  const { watch, requests } = await crowd({
    product: 'workdrive',
    grants: ['grant-1', 'grant-2'],
    host: 'www.',
    answers: [...times(4, missing), busy(30), ...times(9, missing), busy(9), ...times(30, missing)],
    lengths: [31_000, 10_000],
    gates: gates(),
  });
  expect(watch.early(requests)).toEqual([]);
  expect([watch.penalties(), requests.length]).toEqual([2, 26]);
});

test.each(sharings)('CRM, sharing %s: none is sent into a penalty', async (_what, gates) => {
  const { watch, requests } = await crowd({
    product: 'crm',
    grants: ['grant-1', 'grant-2'],
    host: 'www.',
    answers: [
      ...times(4, noRecord),
      busy(30),
      ...times(9, noRecord),
      busy(9),
      ...times(30, noRecord),
    ],
    lengths: [31_000, 10_000],
    gates: gates(),
  });
  expect(watch.early(requests)).toEqual([]);
  expect([watch.penalties(), requests.length]).toEqual([2, 26]);
});

test.each(sharings)('accounts, sharing %s: none is sent into a penalty', async (_what, gates) => {
  const throttled = {
    status: 400,
    json: { error: 'Access Denied', error_description: 'too many', status: 'failure' },
  };
  const { watch, mints } = await crowd({
    product: 'crm',
    grants: ['grant-1', 'grant-1'],
    host: 'accounts.',
    accounts: [busy(30), throttled],
    answers: times(30, noRecord),
    lengths: [31_000, 120_000],
    gates: gates(),
  });
  expect(watch.early(mints)).toEqual([]);
  // One mint for both connections and all callers, besides the two that were refused.
  expect([watch.penalties(), mints.length]).toEqual([2, 3]);
});
