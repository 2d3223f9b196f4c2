import { evidences, failureReasons } from '@zohokit/transfer-core';
import * as v from 'valibot';
import { transferCommands, upkeepCommands } from './job-command.ts';
import type { RunEvent } from './run-event.ts';
import { upkeepEntries } from './upkeep-entries.ts';

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const ms = v.pipe(v.number(), v.minValue(0));
const instant = v.pipe(v.string(), v.isoTimestamp());
const bytes = count;
const maybe = <Schema extends v.GenericSchema>(schema: Schema) => v.optional(schema);

/** The folder of org B that was matched. */
const folder = {
  folderId: maybe(text),
  folderMatched: maybe(text),
  folderLocation: maybe(text),
};

const receipt = {
  storedId: text,
  storedName: text,
  storeFolderId: text,
  size: bytes,
  md5: text,
  verifiedBy: v.picklist(evidences),
};

const optionalReceipt = v.partial(v.strictObject(receipt)).entries;

const plan = {
  recordId: text,
  folderName: text,
  kind: v.picklist(['transfer', 'nothing']),
  ...folder,
  by: maybe(text),
  storeFolderId: maybe(text),
  actions: maybe(
    v.array(
      v.strictObject({
        itemId: text,
        itemName: text,
        listedSize: maybe(bytes),
        kind: text,
        sourceFolderId: text,
        path: text,
        name: maybe(text),
        reason: maybe(text),
        message: maybe(text),
      }),
    ),
  ),
  status: maybe(text),
  message: maybe(text),
  /** Every folder that the name may mean. */
  candidates: maybe(v.array(v.strictObject(folder))),
};

const place = { position: count, total: count };

const wire = { connection: text, id: count, method: text, path: text, attempt: count };

const counts = {
  discovered: count,
  transferred: count,
  alreadyTransferred: count,
  failed: count,
  uncertain: count,
  stale: count,
  subfolders: count,
  documents: count,
  excluded: count,
};

/** How it ended. */
const end = {
  dryRun: v.boolean(),
  /** The run that it is about, of a command that is about one. */
  targetRunId: maybe(text),
  exitCode: count,
  status: v.picklist(['done', 'not-done']),
  records: v.record(text, count),
  message: maybe(text),
  stopReason: maybe(text),
  durationMs: maybe(ms),
};

/**
 * What a line says of each event of a run, besides when and in which: the same in the log and on standard
 * output. Times are in milliseconds, sizes in bytes, instants in ISO 8601.
 */
export const eventEntries = {
  'run-start': {
    command: v.picklist([...transferCommands, ...upkeepCommands]),
    dryRun: v.boolean(),
    targetRunId: maybe(text),
    module: text,
    home: text,
    logFile: text,
  },
  'orgs-recognized': { orgA: text, orgB: text },
  'item-recovered': {
    recordId: text,
    itemId: text,
    name: text,
    result: v.picklist(['stored', 'not-stored', 'uncertain']),
  },
  'records-selected': { pending: count, reopened: count, selected: count },
  'record-refused': { recordId: text, message: text },
  'record-start': { recordId: text, folderName: text, ...place },
  'record-planned': plan,
  'record-plan': { ...plan, ...place },
  'item-start': { recordId: text, itemId: text, name: text, path: text, ...folder },
  'item-progress': {
    recordId: text,
    itemId: text,
    name: text,
    sentBytes: bytes,
    sizeBytes: maybe(bytes),
  },
  'item-stored': { recordId: text, itemId: text, itemName: text, path: text, ...receipt },
  'item-end': {
    recordId: text,
    itemId: text,
    itemName: text,
    path: text,
    status: v.picklist(['transferred', 'skipped', 'failed', 'uncertain', 'stale']),
    ...optionalReceipt,
    durationMs: maybe(ms),
    name: maybe(text),
    reason: maybe(text),
    message: maybe(text),
    abandoned: maybe(v.boolean()),
  },
  'record-end': {
    recordId: text,
    folderName: maybe(text),
    status: text,
    message: text,
    checked: v.boolean(),
    ...folder,
    ...counts,
    durationMs: maybe(ms),
  },
  'run-stopped': {
    reach: v.picklist(['item', 'record', 'run']),
    reason: v.picklist(failureReasons),
    message: text,
  },
  'values-not-written': { recordId: text, message: text },
  'history-failed': { message: text },
  'penalty-start': { connection: text, key: text, until: instant, waitMs: ms },
  'penalty-end': { connection: text, key: text },
  'request-start': { ...wire, waitMs: ms },
  'request-end': {
    ...wire,
    status: maybe(count),
    outcome: text,
    code: maybe(text),
    rule: maybe(text),
    durationMs: ms,
    sentBytes: bytes,
    receivedBytes: bytes,
  },
  'request-retry': {
    connection: text,
    method: maybe(text),
    path: maybe(text),
    attempt: count,
    delayMs: ms,
    kind: text,
    code: maybe(text),
    status: maybe(count),
  },
  'mint-wait': { connection: text, until: instant, waitMs: ms },
  'token-mint': { connection: text, expiresAt: instant },
  warning: { message: text },
  summary: {
    ...end,
    command: v.picklist(transferCommands),
    files: v.strictObject({ discovered: count, transferred: count, failed: count }),
  },
} satisfies { [Type in RunEvent['type']]?: v.ObjectEntries };

/** The same of a command around a run; nothing but a log has such lines. */
export const upkeepEventEntries = {
  ...upkeepEntries,
  summary: {
    ...end,
    command: v.picklist(upkeepCommands),
    /** Files and folders by what became of them. */
    items: v.record(text, count),
  },
};
