import * as v from 'valibot';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmWorld } from '../crm-world.ts';
import type { StoredBytes } from '../files/byte-store.ts';

/** What every job has. Rows are never changed, only replaced, so that a snapshot can keep them. */
export const JobEntries = {
  id: v.string(),
  org: v.picklist(['a', 'b']),
  /** In milliseconds since the epoch. */
  createdAt: v.number(),
  /** How long it takes. */
  lastsMs: v.number(),
  /** It is to end in failure. */
  fails: v.boolean(),
  /** What it was to do has been done, or has failed. */
  done: v.boolean(),
};

const Job = v.object(JobEntries);
type AnyJob = v.InferOutput<typeof Job>;

/** Jobs of one kind. Their work is done at the end of their time, on the clock. */
export interface JobBook<Job extends AnyJob> {
  /** What a new job has, as the profile has it now. */
  begin(org: Job['org']): AnyJob;
  add(job: Job): void;
  /** No other org's, nor any that is forgotten by now. */
  find(org: Job['org'], id: string): Job | undefined;
  /** All of the org that are not forgotten, done or not. */
  all(org: Job['org']): Job[];
  /** The file that a job has made. */
  bytesOf(job: Job): StoredBytes | undefined;
}

export interface JobBookOptions<Job extends AnyJob> {
  /** Of the table in a snapshot. */
  name: string;
  schema: v.GenericSchema<unknown, Job>;
  /** After so long a job is forgotten, with its file; counted from its end. @default never */
  keptMs?: number;
  /** Does the job's work; the job as it is then, and the file it made. */
  run: (job: Job) => { job: Job; bytes?: Uint8Array | undefined };
  /** Called after `run`, with the job as it is then. */
  ended?: (job: Job) => void;
}

/**
 * Keeps jobs by id. The state of a job is computed from the clock; only its work is a task of the
 * clock, and a restored snapshot sets those tasks anew.
 */
export function createJobBook<Job extends AnyJob>(
  world: CrmWorld,
  options: JobBookOptions<Job>,
): JobBook<Job> {
  const { clock, ids, profile } = world.deps;
  const { keptMs = Number.POSITIVE_INFINITY } = options;
  const held: Held<Job> = { jobs: new Map(), files: new Map() };
  const { jobs, files } = held;

  const settle = (id: string): void => {
    const due = jobs.get(id);
    if (!due || due.done || endOf(due) > clock.now()) return;
    const { job, bytes } = options.run(due);
    const after = { ...job, done: true };
    jobs.set(id, after);
    if (bytes) files.set(id, world.bytes.put(bytes));
    options.ended?.(after);
  };
  const keep = (job: Job): void => {
    jobs.set(job.id, job);
    if (!job.done) clock.schedule(endOf(job), () => settle(job.id));
  };
  const find: JobBook<Job>['find'] = (org, id) => {
    settle(id);
    const job = jobs.get(id);
    if (job && clock.now() >= endOf(job) + keptMs) {
      jobs.delete(id);
      files.delete(id);
      return undefined;
    }
    return job?.org === org ? job : undefined;
  };
  world.tables.push(toTable(world, options, { held, keep }));
  return {
    find,
    add: keep,
    begin: (org) => ({
      id: ids.crmId(),
      org,
      createdAt: clock.now(),
      lastsMs: profile().jobMs,
      fails: profile().jobFails,
      done: false,
    }),
    all: (org) => [...jobs.keys()].map((id) => find(org, id)).filter((job) => job !== undefined),
    bytesOf: (job) => files.get(job.id),
  };
}

/** The share of its time that a job has behind it: 1 at its end, and then for ever. */
export function progressOf(job: AnyJob, now: number): number {
  if (job.done) return 1;
  return job.lastsMs === 0 ? 1 : Math.min(1, (now - job.createdAt) / job.lastsMs);
}

/**
 * The state that fits the job's progress: the first of `names` for a tenth of its time, the next
 * up to three tenths, the last from then on; how Zoho divides its time is not known.
 */
export function stateOf<Name>(
  job: AnyJob,
  now: number,
  names: { waiting: readonly [Name, Name, Name]; done: Name; failed: Name },
): Name {
  const progress = progressOf(job, now);
  if (progress >= 1) return job.fails ? names.failed : names.done;
  const [first, second, third] = names.waiting;
  if (progress < 0.1) return first;
  return progress < 0.3 ? second : third;
}

/** When the job ends, in milliseconds since the epoch. */
export function endOf(job: AnyJob): number {
  return job.createdAt + job.lastsMs;
}

// --- internal ---

interface Held<Job> {
  jobs: Map<string, Job>;
  files: Map<string, StoredBytes>;
}

function toTable<Job extends AnyJob>(
  world: CrmWorld,
  { name, schema }: JobBookOptions<Job>,
  { held: { jobs, files }, keep }: { held: Held<Job>; keep: (job: Job) => void },
): SnapshotTable {
  const Row = v.object({ job: schema, bytes: v.optional(v.unknown()) });
  return {
    name,
    *capture(blobs) {
      for (const job of jobs.values()) {
        const file = files.get(job.id);
        yield { job, ...(file && { bytes: file.capture(blobs) }) };
      }
    },
    restore(rows, blobs) {
      jobs.clear();
      files.clear();
      for (const row of rows) {
        const { job, bytes } = v.parse(Row, row);
        if (bytes !== undefined) files.set(job.id, world.bytes.restore(bytes, blobs));
        keep(job);
      }
    },
  };
}
