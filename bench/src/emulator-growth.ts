/**
 * Whether the emulator stays quick as its organisations grow.
 *
 * Method: the emulator runs in a process of its own, seeded with 100,000 records and 500,000 files;
 * this process is the client and walks to the end over one kept connection: all records by token,
 * 200 a page; the same by COQL and `id > …`, 2000 a page; a folder of 100,000 files by cursor, 1000
 * a page. A page's time is that from the request to the last byte of its answer. Each walk is made
 * three times, the first only to warm up; its start and end are the first and last fifth of its
 * pages. A walk counts only if everything came. A scan is a COQL query that no record matches, on a
 * field without an index; the median of ten of each.
 */
import { Agent, request } from 'node:http';
import { startChild } from './bench-child.ts';
import {
  type GrowthAnswers,
  type GrowthStart,
  type GrowthTarget,
  records,
} from './growth-server.ts';
import type { Answer, Question } from './report.ts';

const aims = {
  seedSeconds: 20,
  pageMs: 20,
  /** Of a thousand items with all that WorkDrive says of each: 2.4 MB of JSON. */
  thousandItemsMs: 40,
  endToStart: 1.5,
  /** A page this quick is as quick at the end, whatever it was at the start. */
  quickMs: 5,
  scanMs: 200,
  snapshotMs: 2000,
};

export async function benchEmulatorGrowth(walks = 3): Promise<Question> {
  const server = await startChild<GrowthStart, GrowthAnswers>('growth-server.ts');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const { seedSeconds, peakMiB, ...target } = server.started;
    const crm = createCall(agent, target);
    const answers: Answer[] = [
      {
        name: '100,000 records and 500,000 files',
        value: `${seedSeconds.toFixed(1)} s, peak ${peakMiB.toFixed(0)} MiB`,
        aim: `seeded in under ${aims.seedSeconds} s`,
        holds: seedSeconds < aims.seedSeconds,
        figures: { seedSeconds, peakMiB },
      },
      toAnswer('records, 200 by token', await repeat(walks, () => walkRecords(crm))),
      toAnswer('COQL, 2000 by id', await repeat(walks, () => walkQuery(crm))),
      await scan(crm),
    ];
    const { snapshotMs, restoreMs } = await server.ask('keep');
    const { folder, ...wide } = await server.ask('widen');
    const drive = createCall(agent, wide);
    answers.push(
      toAnswer(
        'files, 1000 by cursor',
        await repeat(walks, () => walkFolder(drive, folder)),
        aims.thousandItemsMs,
      ),
      {
        name: 'snapshot and restore of all',
        value: `${(snapshotMs / 1000).toFixed(1)} s and ${(restoreMs / 1000).toFixed(1)} s`,
        aim: `snapshot in under ${aims.snapshotMs / 1000} s`,
        holds: snapshotMs < aims.snapshotMs,
        figures: { snapshotMs, restoreMs },
      },
    );
    return { title: 'The emulator, grown', answers };
  } finally {
    agent.destroy();
    server.kill();
  }
}

// --- internal ---

/** Milliseconds of each page of a walk. */
type Walk = number[];

/** Asks for a path, notes in `walk` how long the answer took to its last byte, and parses it. */
type Call = <Page>(walk: Walk, path: string, body?: unknown) => Promise<Page>;

interface RecordPage {
  data: { id: string }[];
  info: { next_page_token: string | null; more_records: boolean };
}

interface FolderPage {
  data: unknown[];
  links: { cursor: { next?: string } };
}

function createCall(agent: Agent, { url, authorization }: GrowthTarget): Call {
  return async (walk, path, body) => {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = { authorization, accept: 'application/vnd.api+json' };
    const chunks: Buffer[] = [];
    const begun = performance.now();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${url}${path}`, { agent, method, headers }, (res) => {
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () => resolve(res.statusCode));
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
    walk.push(performance.now() - begun);
    const text = Buffer.concat(chunks).toString();
    if (status === 204) return undefined;
    if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
}

async function walkRecords(call: Call): Promise<Walk> {
  const walk: Walk = [];
  let count = 0;
  for (let token: string | null = ''; token !== null;) {
    const place: string = token === '' ? '' : `&page_token=${token}`;
    const { data, info } = await call<RecordPage>(
      walk,
      `/crm/v8/Projects?fields=Name,Folder_Name&per_page=200${place}`,
    );
    count += data.length;
    token = info.next_page_token;
  }
  expectAll('records', count);
  return walk;
}

async function walkQuery(call: Call): Promise<Walk> {
  const walk: Walk = [];
  let count = 0;
  for (let after: string | undefined = '0'; after !== undefined;) {
    const where: string = `Files_Copied = 'false' and id > '${after}'`;
    const query = `select id, Name from Projects where ${where} order by id asc limit 2000`;
    const { data, info } = await call<RecordPage>(walk, '/crm/v8/coql', { select_query: query });
    count += data.length;
    after = info.more_records ? data.at(-1)?.id : undefined;
  }
  expectAll('rows', count);
  return walk;
}

async function scan(call: Call): Promise<Answer> {
  const times: Walk = [];
  for (let time = 0; time < 10; time += 1) {
    for (const where of ["Folder_Name = 'nobody'", "Modified_Time > '2100-01-01T00:00:00+00:00'"]) {
      const query = `select id from Projects where ${where} limit 2000`;
      const found = await call<unknown>(times, '/crm/v8/coql', { select_query: query });
      if (found !== undefined) throw new Error(`${where} found something`);
    }
  }
  const scanMs = quantile(times, 0.5);
  return {
    name: 'COQL, a scan for nothing',
    value: `${toMs(scanMs)} (p95 ${toMs(quantile(times, 0.95))})`,
    aim: `under ${aims.scanMs} ms`,
    holds: scanMs < aims.scanMs,
    figures: { scanMs },
  };
}

async function walkFolder(call: Call, folder: string): Promise<Walk> {
  const walk: Walk = [];
  let count = 0;
  for (let next: string | null = '0'; next !== null;) {
    const query: string = new URLSearchParams({
      'page[limit]': '1000',
      'page[next]': next,
    }).toString();
    const { data, links } = await call<FolderPage>(
      walk,
      `/workdrive/api/v1/files/${folder}/files?${query}`,
    );
    count += data.length;
    const following = links.cursor.next;
    next = following === undefined ? null : new URL(following).searchParams.get('page[next]');
  }
  expectAll('files', count);
  return walk;
}

/** A walk that skips something is fast, and no measurement. */
function expectAll(what: string, count: number): void {
  if (count !== records) throw new Error(`Only ${count} ${what} came`);
}

async function repeat(times: number, walk: () => Promise<Walk>): Promise<Walk[]> {
  const walks: Walk[] = [];
  for (let time = 0; time < times; time += 1) walks.push(await walk());
  return walks.slice(1);
}

function toAnswer(name: string, walks: readonly Walk[], pageMs = aims.pageMs): Answer {
  const fifth = (walk: Walk): number => Math.ceil(walk.length / 5);
  const start = walks.flatMap((walk) => walk.slice(0, fifth(walk)));
  const end = walks.flatMap((walk) => walk.slice(-fifth(walk)));
  const figures = {
    startMs: quantile(start, 0.5),
    startP95Ms: quantile(start, 0.95),
    endMs: quantile(end, 0.5),
    endP95Ms: quantile(end, 0.95),
  };
  const { startMs, startP95Ms, endMs, endP95Ms } = figures;
  return {
    name,
    value: `${toMs(startMs)} (p95 ${toMs(startP95Ms)}) at the start, ${toMs(endMs)} (${toMs(endP95Ms)}) at the end`,
    aim: `under ${pageMs} ms, the end at most ${aims.endToStart} × the start`,
    holds:
      startMs < pageMs &&
      endMs < pageMs &&
      endMs <= Math.max(startMs * aims.endToStart, aims.quickMs),
    figures,
  };
}

const toMs = (ms: number): string => `${ms.toFixed(1)} ms`;

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}
