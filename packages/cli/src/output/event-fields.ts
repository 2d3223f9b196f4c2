import type { ItemAction, ItemOutcome, RecordPlan } from '@zohokit/transfer-core';
import { perEvent, type PerEvent, type RunEvent } from './run-event.ts';
import { folderFields, receiptFields, storedFields } from './upkeep-fields.ts';

/** A flat object for a JSON line; `undefined` values are left out when it is written. */
export type EventFields = Record<string, unknown>;

/** What an event says, for a program: the same names in the log and on standard output. */
export function eventFields(event: RunEvent): EventFields {
  return perEvent(fields, event);
}

// --- internal ---

/** All of an event but its type, which every kind of line names in its own way. */
const without = (event: object): EventFields =>
  Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'type'));

const fields: PerEvent<EventFields> = {
  'run-start': without,
  'orgs-recognized': without,
  'item-recovered': ({ item, result }) => ({
    recordId: item.recordId,
    itemId: item.sourceId,
    name: item.name,
    result,
  }),
  'records-selected': without,
  'record-refused': without,
  'record-start': without,
  'record-planned': ({ plan }) => planFields(plan),
  'record-plan': ({ plan, position, total }) => ({ ...planFields(plan), position, total }),
  'item-start': ({ recordId, item, name, path, folder }) => ({
    recordId,
    itemId: item.id,
    name,
    path,
    ...folderFields(folder),
  }),
  'item-progress': ({ recordId, item, sentBytes, sizeBytes }) => ({
    recordId,
    itemId: item.id,
    name: item.name,
    sentBytes,
    sizeBytes,
  }),
  'item-stored': ({ recordId, item, path, receipt }) => ({
    recordId,
    itemId: item.id,
    itemName: item.name,
    path,
    ...receiptFields(receipt),
  }),
  'item-end': ({ outcome }) => itemFields(outcome),
  'record-end': ({ outcome: { folder, counts, ...outcome } }) => ({
    ...outcome,
    ...folderFields(folder),
    ...counts,
  }),
  'upkeep-start': without,
  'item-reading': without,
  'record-undone': without,
  'item-undone': ({ item, result, message }) => ({ ...storedFields(item), result, message }),
  'item-verified': ({ item, result, message }) => ({ ...storedFields(item), result, message }),
  'record-looked-at': without,
  'item-rebuilt': ({ recordId, sourceId, kind, path, receipt }) => ({
    recordId,
    itemId: sourceId,
    kind,
    path,
    result: receipt === undefined ? 'missing' : 'found',
    ...(receipt && receiptFields(receipt)),
  }),
  'record-rebuilt': without,
  'record-pinned': ({ recordId, folder, before }) => ({
    recordId,
    ...folderFields(folder),
    before,
  }),
  'run-stopped': ({ failure: { reach, reason, message } }) => ({ reach, reason, message }),
  'values-not-written': without,
  'history-failed': without,
  'penalty-start': ({ until, ...event }) => ({ ...without(event), until: toIso(until) }),
  'penalty-end': without,
  'request-start': without,
  'request-end': without,
  'request-retry': without,
  'mint-wait': ({ until, ...event }) => ({ ...without(event), until: toIso(until) }),
  'token-mint': ({ connection, expiresAt }) => ({ connection, expiresAt: toIso(expiresAt) }),
  warning: without,
  summary: (summary) => ({ ...without(summary), status: summaryStatus(summary.exitCode) }),
};

function summaryStatus(exitCode: number): string {
  return exitCode === 0 ? 'done' : 'not-done';
}

function toIso(instant: number): string {
  return new Date(instant).toISOString();
}

function planFields(plan: RecordPlan): EventFields {
  const { record, folderName, kind, folder } = plan;
  const common = { recordId: record.id, folderName, kind, ...folderFields(folder) };
  if (plan.kind === 'transfer') {
    const { by, storeFolderId, actions } = plan;
    return { ...common, by, storeFolderId, actions: actions.map(actionFields) };
  }
  const { status, message, candidates } = plan;
  return { ...common, status, message, candidates: candidates.map(folderFields) };
}

function actionFields({ item, ...action }: ItemAction): EventFields {
  return { itemId: item.id, itemName: item.name, listedSize: item.listedSize, ...action };
}

function itemFields({ item, ...outcome }: ItemOutcome): EventFields {
  const common = { itemId: item.id, itemName: item.name };
  if (outcome.status !== 'transferred') return { ...outcome, ...common };
  const { receipt, recordId, status, path, durationMs } = outcome;
  return { recordId, status, path, ...common, ...receiptFields(receipt), durationMs };
}
