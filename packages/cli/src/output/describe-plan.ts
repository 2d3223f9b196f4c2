import type { ItemAction, RecordPlan } from '@zohokit/transfer-core';
import { describeBytes } from './describe-bytes.ts';

/** What would be done for a record, one line for the record and one for each item. */
export function describePlan(plan: RecordPlan): [string, ...string[]] {
  const { record, folderName } = plan;
  const head = `Record ${record.id}, folder "${folderName}"`;
  if (plan.kind === 'nothing') return [`${head}: ${plan.status}: ${plan.message}`];
  const { folder, by, storeFolderId, actions } = plan;
  const from = `${folder.location}, ${by}`;
  return [
    `${head}: found (${from}), into folder ${storeFolderId}`,
    ...actions.map((action) => `    ${describeAction(action)}`),
  ];
}

/** One line before the work begins; nothing when the record ends at once. */
export function describePlanBriefly(plan: RecordPlan): string | undefined {
  if (plan.kind === 'nothing') return undefined;
  const count = (kind: ItemAction['kind']): number =>
    plan.actions.filter((action) => action.kind === kind).length;
  return `  Record ${plan.record.id}: found in ${plan.folder.location} (${plan.by}): ${count('send')} to send, ${count('keep')} stored before`;
}

// --- internal ---

const leftOut = {
  subfolder: 'subfolder',
  'native-document': 'native document',
  excluded: 'by its name',
  'too-large': 'for its size',
};

function describeAction(action: ItemAction): string {
  const { item } = action;
  switch (action.kind) {
    case 'send': {
      const size =
        item.listedSize === undefined ? '' : `, ${describeBytes(item.listedSize)} listed`;
      const renamed = action.name === item.name ? '' : ` as "${action.name}"`;
      return `send "${action.path}"${renamed}${size}`;
    }
    case 'keep':
      return `keep "${action.name}": stored by an earlier run`;
    case 'leave':
      return `leave out ${leftOut[action.reason]} "${action.path}"`;
    case 'stale':
      return `not as planned "${action.path}": ${action.message}`;
    case 'abandoned':
      return `give up "${action.name}": ${action.message}`;
    case 'unproved':
      return `look at "${action.name}": ${action.message}`;
    default:
      return action satisfies never;
  }
}
