import type { RunEvent } from '../run-event.ts';
import { addSample, type Sample } from './rate.ts';

/** What a person wants to know of a run that is going. Instants are milliseconds since the epoch. */
export interface Progress {
  startedAt: number;
  records: { ended: number; total: number | undefined };
  /** `planned` is of the records that were planned so far. */
  files: { stored: number; failed: number; planned: number };
  /** `planned` is `undefined` once the size of a planned file is not known. */
  bytes: { stored: number; planned: number | undefined };
  /** By record and item, in the order in which they began. */
  active: Map<string, ActiveFile>;
  /** By what they keep waiting. */
  waits: Map<string, Wait>;
  /** Of all files together. */
  samples: Sample[];
  moved: number;
  /** Whether the run was asked to stop. */
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
    startedAt,
    records: { ended: 0, total: undefined },
    files: { stored: 0, failed: 0, planned: 0 },
    bytes: { stored: 0, planned: 0 },
    active: new Map(),
    waits: new Map(),
    samples: [],
    moved: 0,
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

/** What of a run changes the picture. */
const notes: { [Type in RunEvent['type']]?: Note<Extract<RunEvent, { type: Type }>> } = {
  'records-selected'({ records }, { selected }) {
    records.total = selected;
  },
  'record-planned'(progress, event) {
    if (event.plan.kind === 'transfer') plan(progress, event.plan.actions);
  },
  'record-plan'({ records }, { position, total }) {
    Object.assign(records, { ended: position, total });
  },
  'item-start'({ active }, { recordId, item }) {
    const file = { name: item.name, sent: 0, size: sizeOf(item.listedSize), samples: [] };
    active.set(keyOf(recordId, item.id), file);
  },
  'item-progress': move,
  'item-stored'({ active, files, bytes }, { recordId, item, receipt }) {
    active.delete(keyOf(recordId, item.id));
    files.stored += 1;
    bytes.stored += receipt.size;
  },
  'item-end'({ active, files }, { outcome: { recordId, item, status } }) {
    active.delete(keyOf(recordId, item.id));
    if (['failed', 'uncertain', 'stale'].includes(status)) files.failed += 1;
  },
  'record-end'({ records }) {
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

/** A listing that says 0 says nothing. */
const sizeOf = (listed: number | undefined): number | undefined =>
  listed === 0 ? undefined : listed;

type PlannedAction = Extract<
  Extract<RunEvent, { type: 'record-planned' }>['plan'],
  { kind: 'transfer' }
>['actions'][number];

function plan({ files, bytes }: Progress, actions: readonly PlannedAction[]): void {
  for (const { kind, item } of actions) {
    if (kind !== 'send') continue;
    files.planned += 1;
    const size = sizeOf(item.listedSize);
    bytes.planned =
      bytes.planned === undefined || size === undefined ? undefined : bytes.planned + size;
  }
}

function move(
  progress: Progress,
  event: Extract<RunEvent, { type: 'item-progress' }>,
  at: number,
): void {
  const { recordId, item, sentBytes, sizeBytes } = event;
  const key = keyOf(recordId, item.id);
  const file = progress.active.get(key) ?? {
    name: item.name,
    sent: 0,
    size: undefined,
    samples: [],
  };
  // An attempt that begins anew moves its bytes again.
  progress.moved += sentBytes < file.sent ? sentBytes : sentBytes - file.sent;
  file.sent = sentBytes;
  file.size = sizeBytes ?? file.size;
  addSample(file.samples, { at, bytes: sentBytes });
  addSample(progress.samples, { at, bytes: progress.moved });
  progress.active.set(key, file);
}
