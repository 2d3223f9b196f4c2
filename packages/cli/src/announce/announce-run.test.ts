import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createRedactor, type NetworkOptions } from '@zohokit/zoho-http';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import type { Outlets } from '../config/outlets.ts';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { openInbox } from '../testing/inbox.ts';
import { announceRun } from './announce-run.ts';
import { failureLines, type AnnouncedRun } from './failure-report.ts';
import { webhookBody, webhookKind } from './webhook-body.ts';
import { describeExitCode, verdictOf } from './what-to-do.ts';

const run: AnnouncedRun = {
  runId: 'run-1',
  about: 'Deals',
  host: 'night-shift',
  end: {
    exitCode: 7,
    records: { ambiguous: 2, transferred: 10 },
    files: { discovered: 45, transferred: 40, failed: 3 },
    message: 'two folders "A & <B>" \u001B[31m*bold*\nnext',
  },
};

const withCode = (exitCode: ExitCode): AnnouncedRun => ({ ...run, end: { ...run.end, exitCode } });

async function announce(
  given: AnnouncedRun,
  outlets: Partial<Outlets>,
  timeoutMs?: number,
  network: NetworkOptions = {},
) {
  const all = { heartbeat: undefined, heartbeatFail: undefined, notify: undefined, ...outlets };
  const { redact } = createRedactor(['hunter2-secret']);
  return await announceRun({ outlets: all, network, run: given, redact, timeoutMs });
}

describe('who is told', () => {
  test.each([
    [exitCodes.done, ['/ok']],
    [exitCodes.budget, ['/ok']],
    [exitCodes.failed, ['/fail', '/say']],
    [exitCodes.configuration, ['/fail', '/say']],
    [exitCodes.authorization, ['/fail', '/say']],
    [exitCodes.tryLater, ['/fail', '/say']],
    [exitCodes.locked, ['/fail', '/say']],
    [exitCodes.needsPerson, ['/fail', '/say']],
    [exitCodes.usage, []],
    [exitCodes.interrupted, []],
  ])('of exit code %i: %j, once each', async (exitCode, paths) => {
    const { url, received } = await openInbox();
    const outlets = {
      heartbeat: `${url}/ok`,
      heartbeatFail: `${url}/fail`,
      notify: `${url}/say`,
    };
    expect(await announce(withCode(exitCode), outlets)).toEqual([]);
    expect(received.map(({ path }) => path).toSorted()).toEqual(paths);
    for (const { method, path } of received) expect(method).toBe(path === '/say' ? 'POST' : 'GET');
  });

  it('nobody where nobody is named', async () => {
    expect(await announce(run, {})).toEqual([]);
  });
});

describe('a message', () => {
  it('says what failed, how much, why, and what to do', () => {
    expect(failureLines(run)).toEqual([
      'zohokit: the run of Deals needs a person (exit code 7)',
      'Records: 2 ambiguous, 10 transferred',
      'Files: 40 of 45 transferred, 3 failed',
      'Why: two folders "A & <B>" \uFFFD[31m*bold*\\nnext',
      'What to do: look at the log: settle which folder is meant, or whether a file is there',
      'On night-shift, run run-1',
    ]);
  });

  it('says something to do for every exit code', () => {
    for (const exitCode of Object.values(exitCodes)) {
      expect(describeExitCode(exitCode).todo).not.toBe('');
      expect(['success', 'failure', 'untold']).toContain(verdictOf(exitCode));
    }
  });

  it('of a run that never began has no counts and no id', () => {
    const end = { ...run.end, exitCode: 3 as const, records: {}, message: undefined };
    expect(failureLines({ ...run, runId: undefined, end })).toEqual([
      'zohokit: the run of Deals could not start with these settings (exit code 3)',
      'What to do: run zohokit doctor where the job is installed, and put the settings right',
      'On night-shift',
    ]);
  });

  it('is short enough for every chat', () => {
    const end = { ...run.end, message: 'x'.repeat(100_000) };
    expect(failureLines({ ...run, end }).join('\n').length).toBeLessThan(4096);
  });

  test.each([
    ['https://hooks.slack.com/services/T/B/x', 'slack'],
    ['https://cliq.zoho.eu/api/v2/channelsbyname/x/message?zapikey=y', 'cliq'],
    ['https://cliq.zoho.com.au/company/1/api/v2/bots/x/incoming', 'cliq'],
    ['https://company.webhook.office.com/webhookb2/x', 'teams'],
    ['https://prod-1.westeurope.logic.azure.com:443/workflows/x', 'teams'],
    ['https://default1.2.environment.api.powerplatform.com/powerautomate/x', 'teams'],
    ['https://ops.example/hooks.slack.com', 'generic'],
    ['https://evil-cliq.zoho.eu.example/x', 'generic'],
  ])('to %s has the form of %s', (url, kind) => {
    expect(webhookKind(url)).toBe(kind);
  });

  it('cannot give orders to a chat', () => {
    expect(webhookBody('slack', run)['text']).toContain('"A &amp; &lt;B&gt;"');
    expect(webhookBody('cliq', run)['text']).toContain('"A & <B>"');
    const card = JSON.stringify(webhookBody('teams', run));
    expect(card).toContain(String.raw`\\*bold\\*`);
    expect(webhookBody('teams', run)).toMatchObject({
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive' }],
    });
  });

  it('to another program has the numbers as such', () => {
    expect(webhookBody('generic', run)).toMatchObject({
      tool: 'zohokit',
      runId: 'run-1',
      exitCode: 7,
      records: { ambiguous: 2 },
      text: expect.stringContaining('needs a person'),
    });
  });

  it('holds no secret', async () => {
    const { url, received } = await openInbox();
    const end = { ...run.end, message: 'the token hunter2-secret is refused' };
    await announce({ ...run, end }, { notify: `${url}/say` });
    expect(JSON.stringify(received)).toContain('the token *** is refused');
  });
});

describe('what cannot be told is said without its address', () => {
  test.each([
    [404, 'the failure message was not taken: its address answered 404'],
    [500, 'the failure message was not taken: its address answered 500'],
    [302, 'the failure message was not taken: its address answered 302'],
    ['nothing', 'the failure message could not be sent (no answer within 0.2 s)'],
  ] as const)('when the answer is %s, and it is not tried again', async (status, trouble) => {
    const inbox = await openInbox();
    inbox.answer(status);
    expect(await announce(run, { notify: `${inbox.url}/hunter2` }, 200)).toEqual([trouble]);
    expect(inbox.received).toHaveLength(1);
  });

  it('when the proxy of the company says no', async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
      asked.push(url);
      socket.on('error', () => undefined).end('HTTP/1.1 403 No\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    onTestFinished(() => void proxy.close());
    const at = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const network = { proxy: { https: at } };
    const notify = 'https://hooks.slack.com/services/hunter2';
    expect(await announce(run, { notify }, 5_000, network)).toEqual([
      'the failure message could not be sent (the proxy lets it through nowhere)',
    ]);
    expect(asked).toEqual(['hooks.slack.com:443']);
  });

  it('when nobody is there', async () => {
    const { url } = await openInbox();
    const closed = url.replace(/\d+$/, '1');
    expect(await announce(withCode(0), { heartbeat: `${closed}/hunter2` })).toEqual([
      'the heartbeat could not be sent (ECONNREFUSED)',
    ]);
  });
});
