/**
 * What the HTTP layers cost for small JSON answers, against the least that could be done.
 *
 * Method: a tiny server in a process of its own answers each call by a kilobyte of JSON over kept
 * connections of this machine. This process asks it as often by `undici.request` alone, which reads
 * and parses the body, and by `json()` of a real connection: its token provider with a token that is
 * valid, its penalty gate in a store in memory, a concurrency gate, the retry loop with its budget,
 * the time limit of each attempt, events that a listener hears, ofetch, the classifier and its
 * rows. No gate paces: it is work that is measured and not waits. One call after the other, and 16
 * at a time; rounds take turns, so that what else the machine does meets all sides; the medians of
 * the rounds are compared. Each answer is looked at, and the server must have given as many.
 *
 * The aim is for a connection with a `network`, as the program has it. Without one JSON goes through
 * the global `fetch`: that is told too, beside the global `fetch` alone, which misses the aim by
 * itself when the calls keep this process busy.
 */
import { createConnection, createTokenProvider } from '@zohokit/zoho-auth';
import {
  createClassifier,
  createConcurrencyGate,
  createMemoryStore,
  systemClock,
  type NetworkOptions,
  type ServiceHttp,
} from '@zohokit/zoho-http';
import { Agent, request } from 'undici';
import { startChild } from './bench-child.ts';
import type { Answer, Question } from './report.ts';
import {
  type Item,
  type SmallJsonAnswers,
  type SmallJsonStart,
  itemOf,
} from './small-json-server.ts';

const aims = { ratio: 1.5 };

export interface OverheadOptions {
  /** Of each side in each round. @default 1500 */
  calls?: number | undefined;
  /** Two more come before them, to warm up. @default 11 */
  rounds?: number | undefined;
}

export async function benchHttpOverhead(options: OverheadOptions = {}): Promise<Question> {
  const { calls = 1500, rounds = 11 } = options;
  const server = await startChild<SmallJsonStart, SmallJsonAnswers>('small-json-server.ts');
  const agent = new Agent();
  try {
    const sides = createSides(server.started, agent);
    const answers: Answer[] = [];
    for (const atOnce of [1, 16]) {
      const times = new Map(Object.keys(sides).map((name): [string, number[]] => [name, []]));
      for (let round = -2; round < rounds; round += 1) {
        for (const [name, call] of Object.entries(sides)) {
          const micros = await measure(call, { calls, atOnce });
          const given = await server.ask('count');
          if (given !== calls) throw new Error(`${name}: ${given} answers for ${calls} calls`);
          if (round >= 0) times.get(name)?.push(micros);
        }
      }
      answers.push(...compare(times, atOnce));
    }
    return { title: 'Small JSON calls', answers: [...answers, await tokenLookups()] };
  } finally {
    await agent.close();
    server.kill();
  }
}

// --- internal ---

const why =
  'a flat profile of gates, token look-ups, classification, redaction and checked answers: no function takes more than 4 per cent of it';

/** Asks for the item `n` and resolves to its JSON. */
type Call = (n: number) => Promise<unknown>;

const bare = 'undici.request';
const aimed = 'zohokit, its own network';

/** The first is what the others are compared with. */
function createSides({ url, token }: SmallJsonStart, agent: Agent): Record<string, Call> {
  const target = `${url}/workdrive/api/v1/files`;
  const headers = { authorization: `Zoho-oauthtoken ${token}`, accept: 'application/json' };
  const ours = (http: ServiceHttp) => async (n: number) =>
    (await http.json({ url: target, query: { n } })).json;
  return {
    [bare]: async (n) => {
      const { body } = await request(`${target}?n=${n}`, { headers, dispatcher: agent });
      return await body.json();
    },
    'global fetch': async (n) => (await fetch(`${target}?n=${n}`, { headers })).json(),
    [aimed]: ours(createHttp(url, {})),
    'zohokit, global fetch': ours(createHttp(url)),
  };
}

function createHttp(url: string, network?: NetworkOptions): ServiceHttp {
  let events = 0;
  const connection = createConnection({
    name: 'bench',
    hosts: { accounts: url, api: url, workdrive: url, upload: url, download: url },
    clientId: '1000.CLIENT',
    clientSecret: 'a-client-secret',
    refreshToken: '1000.refresh',
    network,
    onEvent: () => {
      events += 1;
    },
  });
  return connection.createHttp({
    classify: createClassifier([]),
    gates: [createConcurrencyGate({ limit: 16 })],
    penalty: connection.penaltyGate('bench'),
  });
}

/** Microseconds of one call. */
async function measure(
  call: Call,
  { calls, atOnce }: { calls: number; atOnce: number },
): Promise<number> {
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < calls) {
      const n = next;
      next += 1;
      if (!isItem(await call(n), n)) throw new Error(`The answer to call ${n} is another one`);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: atOnce }, caller));
  return ((performance.now() - begun) * 1000) / calls;
}

const { words } = itemOf(0).data[0]?.attributes ?? {};

function isItem(json: unknown, n: number): boolean {
  // The server is ours.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const [item] = (json as Item).data;
  return item?.id === String(n) && item.attributes.words === words;
}

function compare(times: ReadonlyMap<string, readonly number[]>, atOnce: number): Answer[] {
  const base = median(times.get(bare) ?? []);
  return [...times].map(([name, rounds]): Answer => {
    const micros = median(rounds);
    const ratio = micros / base;
    const hasAim = name === aimed;
    return {
      name: `${name}, ${atOnce} at a time`,
      value: `${micros.toFixed(0)} µs: ${ratio.toFixed(2)}`,
      ...(hasAim ? { aim: `at most ${aims.ratio}`, holds: ratio <= aims.ratio, why } : {}),
      figures: { micros, ratio, atOnce },
    };
  });
}

/** Of a token that is valid: nothing is sent, no store is asked. */
async function tokenLookups(lookups = 500_000): Promise<Answer> {
  let mints = 0;
  const getToken = createTokenProvider({
    grant: () => {
      mints += 1;
      return Promise.resolve({ value: 'token', expiresAt: Date.now() + 3_600_000 });
    },
    store: createMemoryStore(),
    key: 'bench',
    clock: systemClock,
  });
  const rates: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    for (let lookup = 0; lookup < lookups; lookup += 1) await getToken();
    rates.push(lookups / ((performance.now() - begun) / 1000));
  }
  if (mints !== 1) throw new Error(`The token was minted ${mints} times`);
  const perSecond = median(rates);
  const value = `${(perSecond / 1e6).toFixed(1)} million a second`;
  return { name: 'lookups of a valid token', value, figures: { perSecond } };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
