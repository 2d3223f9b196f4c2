import { authorize, createConnection, type HostsOption } from '@zohokit/zoho-auth';
import { isZohoError } from '@zohokit/zoho-http';
import { createVirtualClock } from '@zohokit/zoho-http/testing';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canaries, leaksIn } from './support/canaries.ts';
import type { FaultCall } from './support/fault-calls.ts';
import { textsOfError } from './support/outlets.ts';
import { runFault, startMs } from './support/run-fault.ts';
import type { Answer } from './support/scripted-answer.ts';
import {
  startScriptedServer,
  tokenAnswer,
  type ScriptedServer,
} from './support/scripted-server.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';
import { file, item } from './support/zoho-answers.ts';

/** A stranger on this machine: whatever points to it, nothing may reach it. */

const server = useScriptedServer();
let stranger: ScriptedServer;
let url: string;

beforeEach(async () => {
  stranger = await startScriptedServer();
  url = `http://127.0.0.1:${stranger.port}`;
});
afterEach(async () => {
  const { reached } = stranger;
  await stranger.close();
  if (reached() > 0) throw new Error(`${reached()} requests reached the stranger`);
});

test('whoever does reach the stranger is counted', async () => {
  const other = await startScriptedServer();
  await fetch(`http://127.0.0.1:${other.port}/x`);
  expect(other.reached()).toBe(1);
  await other.close();
});

const redirects = [301, 302, 303, 307, 308].flatMap((status) =>
  (['items.get', 'downloads.open', 'uploads.small', 'records.update', 'coql.page'] as const).map(
    (call) => [status, call] as const,
  ),
);

test.each(redirects)('%i to another origin is not followed by %s', async (status, call) => {
  const answers = [{ status, headers: { location: `${url}/caught` } }];
  const run = await runFault(server(), {
    call,
    answers,
  });
  expect(run.error).toMatchObject({ kind: 'unexpected-response', rule: 'redirect' });
  expect(run.requests).toHaveLength(1);
});

test.each([
  [302, 'records.get'],
  [307, 'records.get'],
  [308, 'exchangeCode'],
  [307, 'revokeToken'],
] satisfies [number, FaultCall][])(
  '%i of the accounts server is not followed by %s',
  async (status, call) => {
    const accounts = [{ status, headers: { location: `${url}/caught` } }];
    const run = await runFault(server(), { call, accounts }, { secrets: canaries });
    expect(run.error).toMatchObject({ kind: 'unexpected-response' });
    expect(leaksIn(textsOfError(run.error).join('\n'))).toEqual([]);
  },
);

test('links in an item are only shown: its bytes come from the host of the table', async () => {
  const attributes = { name: 'A.txt', parent_id: 'folder1', is_folder: false, status: '1' };
  const links = { download_url: `${url}/caught`, permalink: `${url}/caught` };
  const malicious: Answer = {
    ...item,
    json: {
      data: {
        id: 'item1',
        type: 'files',
        attributes: { ...attributes, ...links },
        links: { self: `${url}/caught`, related: `${url}/caught` },
      },
    },
  };
  const clock = createVirtualClock(startMs);
  const script = server().script({ clock, answers: [malicious, file] });
  const workdrive = createWorkDriveClient(connect({ emulatorUrl: script.url }));
  const { id } = await workdrive.items.get('item1');
  const { body } = await workdrive.downloads.open(id);
  for await (const part of body) expect(Buffer.from(part).toString()).toBe('the bytes of a file');
  expect(script.requests.map(({ host }) => host)).toEqual(['www.zohoapis.eu', 'download.zoho.eu']);
});

test('an API domain that a token answer forges gets no token, and the connection none', async () => {
  const forged = { ...(tokenAnswer('forged-token-1').json as object), api_domain: url };
  const run = await runFault(
    server(),
    {
      call: 'items.get',
      accounts: [{ json: forged }],
    },
    { secrets: canaries },
  );
  expect(run.error).toMatchObject({ kind: 'authorization' });
  expect([run.requests.length, run.mints.length]).toEqual([0, 1]);
  expect(leaksIn(textsOfError(run.error).join('\n'))).toEqual([]);
});

const forgeries: [string, (origin: string) => Record<string, string>][] = [
  ['accounts-server', (origin) => ({ 'accounts-server': origin })],
  ['accounts-server and location', (origin) => ({ 'accounts-server': origin, location: 'us' })],
  [
    'accounts-server with Zoho as its user',
    (origin) => ({
      'accounts-server': origin.replace('//', '//accounts.zoho.eu@'),
    }),
  ],
];

test.each(forgeries)('a consent answer with a forged %s gets no code', async (_what, forge) => {
  const accounts = `http://127.0.0.1:${server().port}`;
  const own = 'http://127.0.0.1:9';
  const hosts: HostsOption = { accounts, api: own, workdrive: own, upload: own, download: own };
  // Behind an emulator's address, so that nothing leaves this machine whatever the code does.
  for (const where of [{ hosts }, { dataCenter: 'eu', emulatorUrl: `${accounts}/none` }]) {
    const page: { status?: number; text?: string } = {};
    const granted = authorize({
      ...where,
      clientId: '1000.CLIENT',
      clientSecret: canaries.clientSecret,
      scopes: ['WorkDrive.files.ALL'],
      async open(consent) {
        const { searchParams } = new URL(consent);
        const back = new URL(searchParams.get('redirect_uri') ?? '');
        const query = {
          code: canaries.code,
          state: searchParams.get('state') ?? '',
          ...forge(url),
        };
        back.search = new URLSearchParams(query).toString();
        const answer = await fetch(back);
        Object.assign(page, { status: answer.status, text: await answer.text() });
      },
    });
    const error = await granted.catch((thrown: unknown) => thrown);
    expect(isZohoError(error) && error.kind).toBe('authorization');
    expect(leaksIn([...textsOfError(error), page.text ?? ''].join('\n'))).toEqual([]);
  }
});

// --- internal ---

function connect({ emulatorUrl }: { emulatorUrl: string }) {
  return createConnection({
    name: 'org B',
    dataCenter: 'eu',
    clientId: '1000.CLIENT',
    clientSecret: canaries.clientSecret,
    refreshToken: canaries.refreshToken,
    userId: '900',
    clock: createVirtualClock(startMs),
    emulatorUrl,
  });
}
