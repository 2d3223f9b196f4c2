/**
 * How a transfer gets on under Zoho's limits, on a clock that nobody waits for.
 *
 * Method: the emulator's real throttles (those that clients have measured) meet the requests of 100
 * records with 20 files each. In steady state nobody may be refused, and the time that passes is at
 * most 1.1 times that of the requests at the configured pace of 5 a second and user. Then another
 * program of the same two users makes 3 requests a second, half of what Zoho lets pass: the transfer
 * must end well, and never ask again before a penalty is over.
 */
import type { Emulator } from '@zohokit/zoho-emulator';
import { createStage } from './stage.ts';
import type { Answer, Question } from './report.ts';

const size = { records: 100, filesPerRecord: 20 };
const pacePerSecond = 5;
const aims = { slowdown: 1.1 };

export async function benchUnderLimits(): Promise<Question> {
  return {
    title: "Under Zoho's limits: 100 records × 20 files",
    answers: [await alone(), await withAnother()],
  };
}

// --- internal ---

async function alone(): Promise<Answer> {
  const { refused, seconds, paced } = await transfer();
  const slowdown = seconds / (paced / pacePerSecond);
  return {
    name: 'alone',
    value: `${refused} refusals, ${slowdown.toFixed(2)} × the pace (${(seconds / 60).toFixed(0)} min)`,
    aim: `0 refusals, at most ${aims.slowdown} ×`,
    holds: refused === 0 && slowdown <= aims.slowdown,
    figures: { refused, slowdown, seconds },
  };
}

async function withAnother(): Promise<Answer> {
  const { refused, early, seconds } = await transfer(createRival());
  return {
    name: 'beside another program of the same users',
    value: `ends well after ${(seconds / 60).toFixed(0)} min and ${refused} refusals, ${early} requests too early`,
    aim: 'ends well, none too early',
    holds: early === 0,
    figures: { refused, early, seconds },
  };
}

interface Transfer {
  /** Of ours. */
  refused: number;
  early: number;
  /** By the emulator's clock. */
  seconds: number;
  /** Requests of the busier of both users. */
  paced: number;
}

async function transfer(
  meanwhile?: (ms: number, emulator: Emulator) => Promise<void>,
): Promise<Transfer> {
  const stage = await createStage({ ...size, throttle: true, meanwhile });
  const { emulator } = stage;
  try {
    const begun = emulator.clock.now();
    // A penalty that nobody waits for ends a run; the schedule starts the next one.
    for (let runs = 0; runs < 20 && !isDone(emulator); runs += 1) {
      await stage.run();
      if (!isDone(emulator)) emulator.clock.advance(900_000);
    }
    if (!isDone(emulator)) throw new Error('the transfer did not end well');
    const ours = emulator.ledger
      .entries()
      .filter(({ userAgent, role }) => role !== 'accounts' && userAgent !== rivalAgent);
    const of = (org: 'a' | 'b'): number =>
      ours.filter((entry) => entry.org === org && !entry.path.startsWith('/crm/')).length;
    return {
      refused: ours.filter(({ status }) => status === 429).length,
      early: ours.filter((entry) => entry.early === true).length,
      seconds: (emulator.clock.now() - begun) / 1000,
      paced: Math.max(of('a'), of('b')),
    };
  } finally {
    await stage.close();
  }
}

function isDone(emulator: Emulator): boolean {
  const stored = emulator.files('a').filter(({ trashed }) => !trashed);
  return (
    new Set(stored.map(({ md5 }) => md5)).size === size.records * size.filesPerRecord &&
    stored.length === size.records * size.filesPerRecord &&
    emulator.records('a', 'Deals').every((record) => record['Done'] === true)
  );
}

const rivalAgent = 'rival';

/** Asks for a file of its own 3 times a second, as the user of org B does. */
function createRival(): (ms: number, emulator: Emulator) => Promise<void> {
  const everyMs = 1000 / 3;
  let owed = 0;
  let token: string | undefined;
  return async (ms, emulator) => {
    owed += ms;
    token ??= await tokenOf(emulator);
    for (; owed >= everyMs; owed -= everyMs) {
      const { dataCenter, ids } = emulator.orgs.b;
      const host = dataCenter === 'us' ? 'www.zohoapis.com' : `www.zohoapis.${dataCenter}`;
      const headers = { authorization: `Zoho-oauthtoken ${token}`, 'user-agent': rivalAgent };
      const answer = await emulator.fetch(
        `https://${host}/workdrive/api/v1/files/${ids['parent'] ?? ''}`,
        { headers },
      );
      await answer.text();
      // It is polite, too: whoever goes on in a penalty makes it longer for both.
      if (answer.status === 429) owed = -Number(answer.headers.get('retry-after') ?? '60') * 1000;
      if (answer.status === 401) token = undefined;
    }
  };
}

async function tokenOf(emulator: Emulator): Promise<string> {
  const { clientId, clientSecret, refreshToken } = emulator.orgs.b;
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  });
  const answer = await emulator.fetch('https://accounts.zoho.com/oauth/v2/token', {
    method: 'POST',
    body: form,
  });
  const found = /"access_token":"([^"]+)"/.exec(await answer.text());
  if (found?.[1] === undefined) throw new Error('the rival got no token');
  return found[1];
}
