import type { RecordOutcomeStatus } from '@zohokit/transfer-core';
import type { LogLevel } from '../config/setting.ts';
import { perEvent, type PerEvent, type RunEvent } from './run-event.ts';

/** How much an event matters. */
export function levelOf(event: RunEvent): LogLevel {
  return perEvent(levels, event);
}

/** How much a record's outcome matters. */
export function levelOfStatus(status: RecordOutcomeStatus): LogLevel {
  switch (status) {
    case 'transferred':
    case 'ticked-by-person':
      return 'info';
    case 'no-files':
    case 'folder-not-found':
    case 'changed':
    case 'interrupted':
      return 'warn';
    case 'partly-transferred':
    case 'ambiguous':
    case 'failed':
    case 'uncertain':
    case 'not-written':
    case 'stale':
      return 'error';
    default:
      return status satisfies never;
  }
}

// --- internal ---

const levels: PerEvent<LogLevel> = {
  'run-start': () => 'info',
  'orgs-recognized': () => 'info',
  'item-recovered': ({ result }) => (result === 'uncertain' ? 'error' : 'info'),
  'records-selected': () => 'info',
  'record-refused': () => 'error',
  'record-start': () => 'info',
  // The candidates of an ambiguous one are nowhere else.
  'record-planned': ({ plan }) => (plan.kind === 'transfer' ? 'info' : levelOfStatus(plan.status)),
  'record-plan': ({ plan }) => (plan.kind === 'transfer' ? 'info' : levelOfStatus(plan.status)),
  'item-start': () => 'debug',
  'item-progress': () => 'debug',
  'item-stored': () => 'info',
  'item-end': ({ outcome: { status } }) =>
    ['failed', 'uncertain', 'stale'].includes(status) ? 'error' : 'info',
  'record-end': ({ outcome }) => levelOfStatus(outcome.status),
  'upkeep-start': () => 'info',
  'item-reading': () => 'debug',
  'record-undone': ({ result }) =>
    result === 'failed' ? 'error' : result === 'ticked-by-person' ? 'warn' : 'info',
  'item-undone': ({ result }) =>
    result === 'failed' ? 'error' : result === 'kept' ? 'warn' : 'info',
  'item-verified': ({ result }) => (result === 'ok' ? 'info' : 'error'),
  'record-looked-at': () => 'debug',
  'item-rebuilt': () => 'info',
  'record-rebuilt': ({ result }) =>
    result === 'failed' || result === 'incomplete' ? 'error' : 'info',
  'record-pinned': () => 'info',
  'run-stopped': ({ failure: { reason } }) => (reason === 'budget' ? 'info' : 'error'),
  'values-not-written': () => 'warn',
  'history-failed': () => 'warn',
  'penalty-start': () => 'warn',
  'penalty-end': () => 'info',
  'request-start': () => 'debug',
  'request-end': () => 'debug',
  'request-retry': () => 'info',
  'token-mint': () => 'debug',
  'mint-wait': () => 'warn',
  warning: () => 'warn',
  summary: ({ exitCode }) => (exitCode === 0 ? 'info' : 'error'),
};
