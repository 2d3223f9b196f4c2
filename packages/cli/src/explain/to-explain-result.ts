import type {
  ItemAction,
  JournalItem,
  RecordExplanation,
  RecordPlan,
} from '@zohokit/transfer-core';
import type { ExplainResult } from './explain-result.ts';

/** An explanation for a program. */
export function toExplainResult(explanation: RecordExplanation): ExplainResult {
  const { recordId, record, notPending = null, known, items, candidates, plan, next } = explanation;
  return {
    type: 'explain',
    recordId,
    record:
      record === undefined
        ? null
        : {
            folderName: record.folderName ?? null,
            checked: record.checked,
            storeFolderId: record.storeFolderId ?? null,
          },
    notPending,
    journal:
      known === undefined
        ? null
        : {
            status: known.status,
            outcome: known.outcome ?? null,
            lastAttemptAt:
              known.lastAttemptAt === 0 ? null : new Date(known.lastAttemptAt).toISOString(),
            tickedByUs: known.tickedByUs,
            tickedIn: known.tickedIn ?? null,
            pinnedFolderId: known.pinnedFolderId ?? null,
          },
    items: items.map(toItem),
    candidates,
    plan: plan === undefined ? null : toPlan(plan),
    next,
  };
}

// --- internal ---

function toItem(item: JournalItem): ExplainResult['items'][number] {
  const { kind, sourceId, sourceName, name, status, runId, receipt, sent, failure } = item;
  return {
    kind,
    sourceId,
    sourceName,
    name: receipt?.name ?? name,
    status,
    runId,
    storedId: receipt?.id ?? sent?.storedId ?? item.rejectedId ?? null,
    size: receipt?.size ?? sent?.size ?? null,
    md5: receipt?.md5 ?? sent?.md5 ?? null,
    message: failure?.message ?? null,
    reason: failure?.reason ?? null,
  };
}

function toPlan(plan: RecordPlan): ExplainResult['plan'] {
  const folder = plan.folder ?? null;
  if (plan.kind === 'nothing') {
    const { status, message } = plan;
    return { status, folder, by: null, storeFolderId: null, actions: [], message };
  }
  const { by, storeFolderId, actions } = plan;
  const told = { status: 'transfer', folder, by, storeFolderId, message: null };
  return { ...told, actions: actions.map(toAction) };
}

function toAction(action: ItemAction) {
  const { kind, path } = action;
  return {
    kind,
    path,
    name: 'name' in action ? action.name : null,
    reason: 'reason' in action ? action.reason : null,
    message: 'message' in action ? action.message : null,
  };
}
