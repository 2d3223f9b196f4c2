import { createConnection } from '@zohokit/zoho-auth';
import { isZohoError, type JsonInit } from '@zohokit/zoho-http';
import { createWorkDriveClient, type WorkDriveClient } from '../client.ts';
import { mangle, toRaw, type RawAnswer } from './mangle.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { validAnswer } from './valid-office.ts';

/** What became of many calls whose answers were spoilt. */
export interface FuzzReport {
  calls: number;
  resolved: number;
  /** Rejections by kind of error. */
  rejected: Record<string, number>;
  /** Seeds and what went wrong with them; none when all is well. */
  faults: string[];
}

/**
 * Calls methods whose answers are spoilt at random, one seed per call, and looks for three faults: a
 * rejection with anything but a `ZohoError`, a call that does not end, and a list that resolves with
 * fewer things than the pages had that were answered to it.
 */
export async function fuzzResources(seeds: { from: number; count: number }): Promise<FuzzReport> {
  const report: FuzzReport = { calls: 0, resolved: 0, rejected: {}, faults: [] };
  for (let seed = seeds.from; seed < seeds.from + seeds.count; seed++) {
    const outcome = await call(seed);
    report.calls += 1;
    if (outcome.kind === 'resolved') report.resolved += 1;
    else if (outcome.kind === 'rejected')
      report.rejected[outcome.as] = (report.rejected[outcome.as] ?? 0) + 1;
    else report.faults.push(`seed ${seed}: ${outcome.fault}`);
  }
  return report;
}

/** The methods that reject although their answers are well; none, or the rest proves nothing. */
export async function methodsThatReject(): Promise<string[]> {
  const rejecting: string[] = [];
  for (const [name, ask] of Object.entries(methods)) {
    const drive = createFakeDrive((valid) => valid, []);
    await ask(drive).catch((error: unknown) => rejecting.push(`${name}: ${String(error)}`));
  }
  return rejecting;
}

export const fuzzedMethods = (): string[] => Object.keys(methods);

// --- internal ---

/** How many things a list has yielded; `undefined` for what is no list. */
type Call = (drive: WorkDriveClient) => Promise<ReadonlySet<string> | undefined>;

const noList = async (asked: Promise<unknown>): Promise<undefined> => {
  await asked;
  return undefined;
};
const idsOf = async (
  things: Promise<readonly { id: string }[]> | AsyncIterable<{ id: string }>,
): Promise<ReadonlySet<string>> => {
  const list = things instanceof Promise ? await things : await Array.fromAsync(things);
  return new Set(list.map(({ id }) => id));
};

async function walked(drive: WorkDriveClient): Promise<ReadonlySet<string> | undefined> {
  const entries = await Array.fromAsync(drive.folders.walk('tf'));
  // What a folder that failed had listed is told by its entry.
  if (entries.some(({ status }) => status === 'failed')) return undefined;
  return new Set(entries.flatMap((one) => (one.status === 'item' ? [one.item.id] : [])));
}

async function changed(drive: WorkDriveClient): Promise<ReadonlySet<string> | undefined> {
  const page = await drive.changes.since('a');
  if (page.status === 'token-expired') return undefined;
  // Two changes may be of one item: they are counted, whatever their ids.
  return new Set(page.changes.map((_change, index) => String(index)));
}

const methods: Record<string, Call> = {
  'users.me': (drive) => noList(drive.users.me()),
  'users.privateSpace': (drive) => noList(drive.users.privateSpace('t1-1')),
  'teams.list': (drive) => idsOf(drive.teams.list('7')),
  'teams.get': (drive) => noList(drive.teams.get('t1')),
  'teams.teamFolders': (drive) => idsOf(drive.teams.teamFolders('t1')),
  'teams.currentMember': (drive) => noList(drive.teams.currentMember('t1')),
  'teamFolders.get': (drive) => noList(drive.teamFolders.get('tf')),
  'teamFolders.members': (drive) => idsOf(drive.teamFolders.members('tf')),
  'folders.list': (drive) => idsOf(drive.folders.list('tf')),
  'folders.listAll': (drive) => idsOf(drive.folders.listAll('tf').then(({ items }) => items)),
  'folders.listPage': (drive) => idsOf(drive.folders.listPage('fa').then(({ items }) => items)),
  'folders.listPages': (drive) =>
    idsOf(
      Array.fromAsync(drive.folders.listPages('tf')).then((pages) =>
        pages.flatMap(({ items }) => items),
      ),
    ),
  'folders.walk': walked,
  'folders.create': (drive) => noList(drive.folders.create('fa', 'new')),
  'folders.ensure': (drive) => noList(drive.folders.ensure('tf', 'fa/new')),
  'items.get': (drive) => noList(drive.items.get('item')),
  'items.find': (drive) => noList(drive.items.find('item')),
  'items.rename': (drive) => noList(drive.items.rename('item', 'new')),
  'items.move': (drive) => noList(drive.items.move('item', 'dest')),
  'items.copy': (drive) => noList(drive.items.copy('item', 'dest')),
  'items.trash': (drive) => noList(drive.items.trash('item')),
  'items.restore': (drive) => noList(drive.items.restore('item')),
  'items.delete': (drive) => noList(drive.items.delete('item', { permanently: true })),
  'trash.list': (drive) => idsOf(drive.trash.list('team-folder', 'tf')),
  'searchIndex.list': (drive) => idsOf(drive.searchIndex.list('t1', 'x')),
  'versions.list': (drive) => idsOf(drive.versions.list('item')),
  'versions.restore': (drive) => noList(drive.versions.restore('item', '1.0')),
  'versions.delete': (drive) => noList(drive.versions.delete('v1')),
  'links.list': (drive) => idsOf(drive.links.list('item')),
  'links.create': (drive) => noList(drive.links.create({ itemId: 'item', name: 'x' })),
  'links.delete': (drive) => noList(drive.links.delete('l1')),
  'permissions.list': (drive) => idsOf(drive.permissions.list('item')),
  'changes.startToken': (drive) => noList(drive.changes.startToken()),
  'changes.since': changed,
  'paths.resolve': (drive) => noList(drive.paths.resolve('/Mill/Papers/fa/fa-1.pdf')),
  'paths.of': (drive) => noList(drive.paths.of('item')),
};

type Outcome =
  | { kind: 'resolved' }
  | { kind: 'rejected'; as: string }
  | { kind: 'fault'; fault: string };

async function call(seed: number): Promise<Outcome> {
  const random = createSeededRandom(seed);
  const name = random.pick(fuzzedMethods());
  const listed: unknown[][] = [];
  const drive = createSpoiltDrive(random, listed);
  const fault = (what: string): Outcome => ({ kind: 'fault', fault: `${name} ${what}` });
  try {
    const yielded = await inTime(methods[name]?.(drive) ?? Promise.resolve(undefined));
    if (yielded === undefined || yielded.size >= distinct(listed)) return { kind: 'resolved' };
    return fault(`yielded ${yielded.size} of ${distinct(listed)}`);
  } catch (error) {
    if (isZohoError(error)) return { kind: 'rejected', as: error.kind };
    return fault(`rejected with ${String(error)}`);
  }
}

/** Real time: nothing here takes any. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it does not end')), 10_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** How many things the pages had. What has no id of its own counts as one. */
function distinct(pages: readonly unknown[][]): number {
  return new Set(pages.flat().map((thing) => idIn(thing) ?? Symbol('without an id'))).size;
}

function idIn(thing: unknown): unknown {
  return typeof thing === 'object' && thing !== null && 'id' in thing ? thing.id : undefined;
}

/** The first answers are spoilt, or one of them; the later ones are well, so that lists end. */
function createSpoiltDrive(random: SeededRandom, listed: unknown[][]): WorkDriveClient {
  const only = random.chance(0.7) ? random.below(3) : undefined;
  return createFakeDrive((valid, count) => {
    const isSpoilt = only === undefined ? count < 3 : count === only;
    return isSpoilt ? mangle(valid, random) : valid;
  }, listed);
}

/** The real client on a network that answers what `give` makes of a valid answer. */
function createFakeDrive(
  give: (valid: RawAnswer, count: number) => RawAnswer,
  listed: unknown[][],
): WorkDriveClient {
  let count = 0;
  let skipped = 0;
  const answer = (url: URL, { method }: JsonInit): RawAnswer => {
    if (url.host === 'accounts.zoho.eu')
      return toRaw({
        access_token: '1000.a',
        expires_in: 3600,
        api_domain: 'https://www.zohoapis.eu',
      });
    const path = url.pathname.replace('/workdrive/api/v1/', '');
    const given = give(toRaw(validAnswer({ method, path, query: url.searchParams })), count++);
    if (method === 'GET') note(given, listed);
    return given;
  };
  return createWorkDriveClient(
    createConnection({
      name: 'org',
      dataCenter: 'eu',
      clientId: '1000.C',
      clientSecret: 's',
      refreshToken: '1000.r',
      userId: '747938014',
      clock: {
        now: () => 1_700_000_000_000 + skipped,
        sleep: async (ms) => void (skipped += ms),
      },
      fetch: async (url, init) => toResponse(answer(new URL(url), init)),
    }),
  );
}

/** What a list that is answered as a success says that there is. */
function note({ status, text }: RawAnswer, listed: unknown[][]): void {
  if (status < 200 || status > 299) return;
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || !('data' in body)) return;
    listed.push(Array.isArray(body.data) ? body.data : [body.data]);
  } catch {
    // What is no JSON lists nothing.
  }
}

function toResponse({ status, text, contentType }: RawAnswer): Response {
  const isBodyless = text === '' || status === 304;
  return new Response(isBodyless ? null : text, {
    status: status === 200 && text === '' ? 204 : status,
    headers: { 'content-type': contentType },
  });
}
