import type { TransferCommand, UpkeepCommand } from '../job-command.ts';
import type { RunEvent } from '../run-event.ts';
import { addSample, type Sample } from './rate.ts';

/** What a person wants to know of work that is going. Instants are milliseconds since the epoch. */
export interface Progress {
  command: TransferCommand | UpkeepCommand;
  /** Whether it only says what would be done. */
  dryRun: boolean;
  startedAt: number;
  /** Whether it is known by now what there is to do. */
  found: boolean;
  /** What it is at, where no file says it; names are as they came from outside. */
  step: string | undefined;
  /** `total` is `undefined` where nobody can know it. */
  records: { ended: number; total: number | undefined };
  /** Files, and folders where they count; `total` of a run is of the records that were planned so far. */
  items: { done: number; failed: number; total: number | undefined };
  /** `planned` is `undefined` once the size of a planned file is not known. */
  bytes: { stored: number; planned: number | undefined };
  /** By record and item, in the order in which they began. */
  active: Map<string, ActiveFile>;
  /** By what they keep waiting. */
  waits: Map<string, Wait>;
  /** Of all files together. */
  samples: Sample[];
  moved: number;
  /** Answers of Zoho: that there are more is a sign of life. */
  requests: number;
  /** Whether it was asked to stop. */
  stopping: boolean;
}

/** A file under way. */
export interface ActiveFile {
  /** As it came from outside. */
  name: string;
  sent: number;
  size: number | undefined;
  samples: Sample[];
}

/** Nothing is sent before it is over. */
export interface Wait {
  connection: string;
  until: number;
  why: 'penalty' | 'token';
}

/** Nothing has happened yet. */
export function createProgress(startedAt: number): Progress {
  return {
    command: 'run',
    dryRun: false,
    startedAt,
    found: false,
    step: undefined,
    records: { ended: 0, total: undefined },
    items: { done: 0, failed: 0, total: undefined },
    bytes: { stored: 0, planned: 0 },
    active: new Map(),
    waits: new Map(),
    samples: [],
    moved: 0,
    requests: 0,
    stopping: false,
  };
}

/** Takes note of an event. */
export function advance(progress: Progress, event: RunEvent, at: number): void {
  // The entry of an event's own type takes that event, which the compiler cannot see for a union.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const note = notes[event.type] as Note<RunEvent> | undefined;
  note?.(progress, event, at);
}

// --- internal ---

type Note<Event> = (progress: Progress, event: Event, at: number) => void;

/** What of the work changes the picture. */
const notes: { [Type in RunEvent['type']]?: Note<Extract<RunEvent, { type: Type }>> } = {
  'run-start'(progress, { command, dryRun }, at) {
    Object.assign(progress, { command, dryRun, startedAt: at });
  },
  'request-end'(progress) {
    progress.requests += 1;
  },
  'records-selected'(progress, { selected }) {
    progress.found = true;
    progress.records.total = selected;
  },
  'record-start'(progress, { recordId, folderName }) {
    // A run has a lasting line for it, and several records at once.
    if (progress.dryRun) progress.step = lookingFor(recordId, folderName);
  },
  'record-planned'(progress, event) {
    if (event.plan.kind === 'transfer') plan(progress, event.plan.actions);
  },
  'record-plan'({ records }, { position, total }) {
    Object.assign(records, { ended: position, total });
  },
  'item-start'({ active }, { recordId, item }) {
    active.set(keyOf(recordId, item.id), begin(item.name, sizeOf(item.listedSize)));
  },
  'item-progress'(progress, { recordId, item, sentBytes, sizeBytes }, at) {
    move(progress, { key: keyOf(recordId, item.id), name: item.name, sentBytes, sizeBytes }, at);
  },
  'item-stored'({ active, items, bytes }, { recordId, item, receipt }) {
    active.delete(keyOf(recordId, item.id));
    items.done += 1;
    bytes.stored += receipt.size;
  },
  'item-end'({ active, items }, { outcome: { recordId, item, status } }) {
    active.delete(keyOf(recordId, item.id));
    if (['failed', 'uncertain', 'stale'].includes(status)) items.failed += 1;
  },
  'record-end'({ records }) {
    records.ended += 1;
  },
  'upkeep-start'(progress, { records, items }) {
    progress.found = true;
    progress.records.total = records;
    progress.items.total = items;
  },
  'item-reading'(progress, { recordId, id, name, readBytes, sizeBytes }, at) {
    const key = keyOf(recordId, id);
    // One is read after the other, from either drive.
    if (!progress.active.has(key)) progress.active.clear();
    move(progress, { key, name, sentBytes: readBytes, sizeBytes }, at);
  },
  'record-undone'(progress, { recordId, result }) {
    progress.step = `Record ${recordId}: ${result}`;
    progress.records.ended += 1;
  },
  'item-undone'(progress, { item, result }) {
    endItem(progress, item.receipt.name, result, result === 'failed');
  },
  'item-verified'(progress, { item, result }) {
    endItem(progress, item.receipt.name, result, result !== 'ok');
  },
  'record-looked-at'(progress, { recordId, folderName }) {
    progress.active.clear();
    progress.step = lookingFor(recordId, folderName);
  },
  'item-rebuilt'({ items }, { receipt }) {
    if (receipt === undefined) items.failed += 1;
    else items.done += 1;
  },
  'record-rebuilt'({ active, records }) {
    active.clear();
    records.ended += 1;
  },
  'penalty-start'({ waits }, { connection, key, until }) {
    waits.set(key, { connection, until, why: 'penalty' });
  },
  'penalty-end'({ waits }, { key }) {
    waits.delete(key);
  },
  'mint-wait'({ waits }, { connection, until }) {
    waits.set(`token of ${connection}`, { connection, until, why: 'token' });
  },
};

const keyOf = (recordId: string, itemId: string): string => `${recordId}/${itemId}`;

const lookingFor = (recordId: string, folderName: string): string =>
  `Record ${recordId}: looking for folder "${folderName}"`;

/** A listing that says 0 says nothing. */
const sizeOf = (listed: number | undefined): number | undefined =>
  listed === 0 ? undefined : listed;

const begin = (name: string, size?: number): ActiveFile => ({ name, sent: 0, size, samples: [] });

function endItem(progress: Progress, name: string, result: string, failed: boolean): void {
  progress.active.clear();
  progress.step = `"${name}": ${result}`;
  progress.items.done += 1;
  if (failed) progress.items.failed += 1;
}

type PlannedAction = Extract<
  Extract<RunEvent, { type: 'record-planned' }>['plan'],
  { kind: 'transfer' }
>['actions'][number];

function plan({ items, bytes }: Progress, actions: readonly PlannedAction[]): void {
  for (const { kind, item } of actions) {
    if (kind !== 'send') continue;
    items.total = (items.total ?? 0) + 1;
    const size = sizeOf(item.listedSize);
    bytes.planned =
      bytes.planned === undefined || size === undefined ? undefined : bytes.planned + size;
  }
}

interface Move {
  key: string;
  name: string;
  sentBytes: number;
  sizeBytes: number | undefined;
}

function move(progress: Progress, { key, name, sentBytes, sizeBytes }: Move, at: number): void {
  const file = progress.active.get(key) ?? begin(name);
  // An attempt that begins anew moves its bytes again.
  progress.moved += sentBytes < file.sent ? sentBytes : sentBytes - file.sent;
  file.sent = sentBytes;
  file.size = sizeBytes ?? file.size;
  addSample(file.samples, { at, bytes: sentBytes });
  addSample(progress.samples, { at, bytes: progress.moved });
  progress.active.set(key, file);
}
