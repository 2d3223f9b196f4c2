/**
 * One measured piece of work of the core, against ports in memory and the real state in a directory
 * of its own, after a short one that warms up. Started by `core-growth.ts`:
 * `node --expose-gc core-growth-run.ts DIRECTORY WORK`, the work as JSON; prints one line of JSON.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { openState, type State } from '@zohokit/state';
import { planTransfer, runTransfer, type TransferPorts } from '@zohokit/transfer-core';
import { createMd5, systemClock } from '@zohokit/zoho-http';
import { readStatus } from '../../packages/cli/src/runs/read-status.ts';
import { createGrowthWorld, storeFolderId, type GrowthWork } from './core-growth-ports.ts';
import { peakMemory } from './peak-memory.ts';

/** What one size came to. */
export interface GrowthRun {
  /** What `zohokit run` does with its state: forget old runs, then the run. */
  runMs: number;
  /** The same, of the processor. */
  cpuMs: number;
  /** What `zohokit plan` does with it, before the run. */
  planMs: number;
  /** What `zohokit status` reads, after the run. */
  statusMs: number;
  peakMiB: number;
  /** What the heap holds after the run beyond what it held before it. */
  heldMiB: number;
}

async function transfer(directory: string, work: GrowthWork): Promise<GrowthRun> {
  const state = await openState({ directory });
  try {
    const heldBefore = held();
    const world = createGrowthWorld(work, () => Date.now());
    const ports = connect(state, world);
    const planMs = await time(async () => {
      const { plans } = await planTransfer(ports, { storeFolderId });
      if (plans.length !== work.records) throw new Error(`${plans.length} records were planned`);
    });
    const before = process.cpuUsage();
    const runMs = await time(() => run(state, ports, work.records));
    const { user, system } = process.cpuUsage(before);
    if (world.ticked() !== work.records || world.stored() !== work.records * work.filesPerRecord)
      throw new Error(`${world.stored()} files of ${world.ticked()} records are there`);
    const peakMiB = peakMemory() / 2 ** 20;
    const cpuMs = (user + system) / 1000;
    const heldMiB = held() - heldBefore;
    const statusMs = await time(() => readStatusOf(state, directory));
    return { runMs, cpuMs, planMs, statusMs, peakMiB, heldMiB };
  } finally {
    await state.close();
  }
}

async function run(state: State, ports: TransferPorts, records: number): Promise<void> {
  const runId = randomUUID();
  await state.history.start({ id: runId, at: Date.now() });
  await state.prune({ before: 0 });
  const options = { runId, storeFolderId, concurrency: 3, emit: () => {} };
  const { outcomes } = await runTransfer(ports, options);
  const done = outcomes.filter(({ status }) => status === 'transferred').length;
  if (done !== records) throw new Error(`${done} of ${records} records`);
  await state.history.end({ id: runId, at: Date.now(), status: 'ended', exitCode: 0 });
}

async function readStatusOf(state: State, logs: string): Promise<void> {
  const { openRecords } = await readStatus(state, { module: 'Deals', now: Date.now(), logs });
  if (openRecords !== 0) throw new Error(`${openRecords} records are open`);
}

function connect(state: State, world: Pick<TransferPorts, 'records' | 'source' | 'store'>) {
  const { records, source, store } = world;
  return {
    records,
    source,
    store,
    clock: systemClock,
    journal: state.journal,
    history: state.history,
    lock: { check: async () => {} },
    newId: () => randomUUID(),
    createHasher: (size: number | undefined) => createMd5({ size }),
  };
}

async function time(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** In MiB. */
function held(): number {
  global.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const [directory = '', order = '{}'] = process.argv.slice(2);
await transfer(path.join(directory, 'warm-up'), { records: 200, filesPerRecord: 5 });
const work: GrowthWork = JSON.parse(order);
process.stdout.write(`${JSON.stringify(await transfer(directory, work))}\n`);
