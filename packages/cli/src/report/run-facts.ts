import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { parseLogName } from '../output/log-name.ts';

/** What the log of a run knows beyond its history. */
export interface RunFacts {
  /** Whether there is a log at all. */
  hasLog: boolean;
  module?: string | undefined;
  orgA?: string | undefined;
  orgB?: string | undefined;
  /** What ended the run before its records did. */
  stop?: { reason: string; message: string } | undefined;
  /** By record. */
  candidates: Map<string, Candidates>;
  /** Why a file failed, by record and source item. */
  failures: Map<string, Failure>;
  refused: Refused[];
  /** Records that were begun, with their folder names. */
  begun: Map<string, string>;
  /** Files that were stored and proved, by record and source item. */
  stored: Map<string, StoredFact>;
}

/** Why a file failed. */
export type Failure = Pick<v.InferOutput<typeof ItemEnd>, 'reason' | 'abandoned'>;

/** A file that was proved, even when the run was killed before its record ended. */
export type StoredFact = v.InferOutput<typeof ItemStored>;

/** The facts of an item are kept under this. */
export const factKey = (recordId: string, itemId: string): string => `${recordId}/${itemId}`;

/** Reads the log of a run, all its parts. Lines that are not understood are passed over. */
export async function readRunFacts(directory: string, runId: string): Promise<RunFacts> {
  const facts: RunFacts = {
    hasLog: false,
    candidates: new Map(),
    failures: new Map(),
    refused: [],
    begun: new Map(),
    stored: new Map(),
  };
  for (const file of await logsOf(directory, runId)) {
    facts.hasLog = true;
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const fact = parseFact(line);
      if (fact !== undefined) note(facts, fact);
    }
  }
  return facts;
}

// --- internal ---

type Candidates = NonNullable<v.InferOutput<typeof RecordPlanned>['candidates']>;
type Refused = Pick<v.InferOutput<typeof RecordRefused>, 'recordId' | 'message'>;

const text = v.string();
const maybe = v.optional(v.string());

/** Logs of other releases are read, too: only what is used here must be as it is now. */
const RunStart = v.object({ event: v.literal('run-start'), module: text });
const Orgs = v.object({ event: v.literal('orgs-recognized'), orgA: text, orgB: text });
const RecordStart = v.object({
  event: v.literal('record-start'),
  recordId: text,
  folderName: text,
});
const RecordPlanned = v.object({
  event: v.literal('record-planned'),
  recordId: text,
  status: maybe,
  candidates: v.optional(
    v.array(v.object({ folderId: text, folderMatched: text, folderLocation: text })),
  ),
});
const RecordRefused = v.object({
  event: v.literal('record-refused'),
  recordId: text,
  message: text,
});
const ItemStored = v.object({
  event: v.literal('item-stored'),
  timestamp: text,
  recordId: text,
  itemId: text,
  itemName: text,
  path: maybe,
  storedId: text,
  storedName: text,
  size: v.number(),
  md5: text,
});
const ItemEnd = v.object({
  event: v.literal('item-end'),
  recordId: text,
  itemId: text,
  reason: text,
  abandoned: v.optional(v.boolean(), false),
});
const RunStopped = v.object({ event: v.literal('run-stopped'), reason: text, message: text });

const Fact = v.variant('event', [
  RunStart,
  Orgs,
  RecordStart,
  RecordPlanned,
  RecordRefused,
  ItemStored,
  ItemEnd,
  RunStopped,
]);

async function logsOf(directory: string, runId: string): Promise<string[]> {
  // Another machine may have run it, or the log is gone.
  const names = await readdir(directory).catch(() => []);
  return names
    .flatMap((name) => {
      const log = parseLogName(name);
      return log?.runId === runId ? [{ name, part: log.part }] : [];
    })
    .toSorted((a, b) => a.part - b.part)
    .map(({ name }) => path.join(directory, name));
}

function parseFact(line: string): v.InferOutput<typeof Fact> | undefined {
  // A run that was killed may have left half a line.
  try {
    const { success, output } = v.safeParse(Fact, JSON.parse(line));
    return success ? output : undefined;
  } catch {
    return undefined;
  }
}

function note(facts: RunFacts, fact: v.InferOutput<typeof Fact>): void {
  switch (fact.event) {
    case 'run-start':
      facts.module = fact.module;
      break;
    case 'orgs-recognized':
      Object.assign(facts, { orgA: fact.orgA, orgB: fact.orgB });
      break;
    case 'record-start':
      facts.begun.set(fact.recordId, fact.folderName);
      break;
    case 'record-planned':
      if (fact.status === 'ambiguous') facts.candidates.set(fact.recordId, fact.candidates ?? []);
      break;
    case 'record-refused':
      facts.refused.push(fact);
      break;
    case 'item-stored':
      facts.stored.set(factKey(fact.recordId, fact.itemId), fact);
      break;
    case 'item-end':
      facts.failures.set(factKey(fact.recordId, fact.itemId), fact);
      break;
    case 'run-stopped':
      facts.stop = fact;
      break;
    default:
      fact satisfies never;
  }
}
