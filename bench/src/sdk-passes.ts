import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { BenchChild } from './bench-child.ts';
import {
  fileBytes,
  leadId,
  leads,
  searched,
  type SdkAnswers,
  type SdkSeen,
  type SdkStart,
} from './sdk-server.ts';
import type { SdkDone, SdkOrder } from './sdk-work.ts';

/** One program that was started, and what it can do. */
export interface SdkSide {
  name: string;
  works: readonly SdkOrder['work'][];
  /** How often it does each work in a pass: the quick ones more often, to become and stay warm. */
  turns: number;
  /** Asked by an `SdkOrder` as JSON. */
  child: BenchChild<unknown, Record<string, SdkDone>>;
}

/** Medians of one work of one side. */
export interface SdkFigures {
  /** Requests of a pass. */
  calls: number;
  callsPerSecond: number;
  /** Of our processor, milliseconds a call. */
  cpuMs: number;
  /** Of the process, when it had done this work once. */
  peakMiB: number;
}

/** What each work makes of how many; the requests that it must take. */
export const works = {
  list: { count: leads, requests: { 'GET Leads': leads / 200 } },
  search: { count: searched, requests: { 'GET Leads': searched / 200 } },
  update: { count: 2_000, requests: { 'PUT Leads': 20 } },
  download: { count: 400, requests: { 'GET download': 400 } },
  upload: { count: 400, requests: { 'POST upload': 400 } },
} as const satisfies Record<SdkOrder['work'], { count: number; requests: Record<string, number> }>;

/**
 * Every work of every side, in turn, as often as asked after some that warm up. Rejects when one did
 * another work than the others: other records or bytes, another number of requests.
 */
export async function measurePasses(
  server: BenchChild<SdkStart, SdkAnswers>,
  sides: readonly SdkSide[],
  { warmUps, times }: { warmUps: number; times: number },
): Promise<Map<string, SdkFigures>> {
  const passes = new Map<string, Passes>();
  for (let time = -warmUps; time < times; time += 1) {
    for (const work of workNames) {
      const able = sides.filter((side) => side.works.includes(work));
      const order = toOrder(work, server.started, time);
      let expected: string | undefined;
      for (const { name, child } of inTurns(able)) {
        const done = await child.ask(JSON.stringify(order));
        check(`${name}, ${work}`, order, done, await server.ask('seen'));
        expected ??= done.sha256;
        if (done.sha256 !== expected) throw new Error(`${name}, ${work}: other results`);
        const key = figuresKey(name, work);
        const all = passes.get(key) ?? { work, peakMiB: done.peakMiB, done: [] };
        passes.set(key, all);
        if (time >= 0) all.done.push(done);
      }
    }
  }
  return new Map([...passes].map(([key, all]) => [key, toFigures(all)]));
}

/** The key of a side's work in the measured figures. */
export function figuresKey(side: string, work: SdkOrder['work']): string {
  return `${side}, ${work}`;
}

// --- internal ---

const workNames = ['list', 'search', 'update', 'download', 'upload'] as const;

/** Of one work of one side. */
interface Passes {
  work: SdkOrder['work'];
  /** After the first. */
  peakMiB: number;
  /** Without those that warm up. */
  done: SdkDone[];
}

/** All sides for their first turn, then those that have a second one, and so on. */
function* inTurns(sides: readonly SdkSide[]): Generator<SdkSide> {
  const most = Math.max(...sides.map(({ turns }) => turns));
  for (let turn = 0; turn < most; turn += 1) yield* sides.filter(({ turns }) => turn < turns);
}

/** Updates alternate between two companies, so that the server need not be asked anew each time. */
function toOrder(work: SdkOrder['work'], { files, store }: SdkStart, time: number): SdkOrder {
  return {
    work,
    ids: Array.from({ length: works.update.count }, (_, at) => leadId(leads - 1 - at)),
    company: time % 2 === 0 ? 'Nowak' : 'Ortiz',
    files: files.slice(0, works.download.count),
    uploads: { count: works.upload.count, bytes: fileBytes, store },
  };
}

function check(what: string, order: SdkOrder, done: SdkDone, seen: SdkSeen): void {
  const { count, requests } = works[order.work];
  if (done.count !== count || !isDeepStrictEqual(seen.requests, requests))
    throw new Error(`${what}: ${done.count} by ${JSON.stringify(seen.requests)}`);
  const updated = order.work === 'update' ? order.ids.toSorted() : [];
  if (!isDeepStrictEqual(seen.updated, updated)) throw new Error(`${what}: other leads`);
  const uploaded = order.work === 'upload' ? md5sOf(order.uploads) : [];
  if (!isDeepStrictEqual(seen.uploaded, uploaded.toSorted()))
    throw new Error(`${what}: other bytes were uploaded`);
  const md5s = order.work === 'download' ? order.files.map(({ md5 }) => md5) : uploaded;
  if (md5s.length > 0 && done.sha256 !== createHash('sha256').update(md5s.join('')).digest('hex'))
    throw new Error(`${what}: other MD5s`);
}

function md5sOf({ count, bytes }: SdkOrder['uploads']): string[] {
  return Array.from({ length: count }, (_, at) =>
    createHash('md5').update(Buffer.alloc(bytes, at)).digest('hex'),
  );
}

function toFigures({ work, peakMiB, done: passes }: Passes): SdkFigures {
  const calls = Object.values(works[work].requests).reduce((sum, requests) => sum + requests, 0);
  const median = (of: (done: SdkDone) => number): number =>
    passes.map(of).toSorted((a, b) => a - b)[Math.floor(passes.length / 2)] ?? Number.NaN;
  return {
    calls,
    callsPerSecond: calls / median(({ seconds }) => seconds),
    cpuMs: (1000 * median(({ cpuSeconds }) => cpuSeconds)) / calls,
    peakMiB,
  };
}
