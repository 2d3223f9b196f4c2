import type { ItemAction, RecordPlan, TransferPlan } from './plan.ts';

/**
 * A plan as it is now, with only that to be sent which an approved plan says the same of: whatever
 * is another file, another version, another name or another place becomes `stale`.
 */
export function approvePlan(now: RecordPlan, approved: RecordPlan): RecordPlan {
  if (now.kind === 'nothing') return now;
  const elsewhere = otherPlace(now, approved);
  const given = approved.kind === 'transfer' ? approved.actions.filter(isSend) : [];
  const byId = new Map(given.map((action) => [action.item.id, action]));
  const actions = now.actions.map((action): ItemAction => {
    if (!isSend(action)) return action;
    const change = elsewhere ?? changeOf(action, byId.get(action.item.id));
    return change === undefined ? action : toStale(action, change);
  });
  const there = new Set(now.actions.map(({ item }) => item.id));
  for (const action of given)
    if (!there.has(action.item.id)) actions.push(toStale(action, 'it is gone from its folder'));
  return { ...now, actions };
}

// --- internal ---

type SendAction = Extract<ItemAction, { kind: 'send' }>;

function isSend(action: ItemAction): action is SendAction {
  return action.kind === 'send';
}

function otherPlace(now: TransferPlan, approved: RecordPlan): string | undefined {
  if (approved.kind === 'nothing') return `the plan had nothing to send: ${approved.message}`;
  if (approved.folder.id !== now.folder.id)
    return `the plan was made for folder ${approved.folder.id}, now it is ${now.folder.id}`;
  if (approved.storeFolderId !== now.storeFolderId)
    return `the plan was made for store folder ${approved.storeFolderId}, now it is ${now.storeFolderId}`;
  return undefined;
}

function changeOf(now: SendAction, approved: SendAction | undefined): string | undefined {
  if (approved === undefined) return 'it was not in the plan';
  if (approved.item.modifiedAt !== now.item.modifiedAt) return 'it was changed since the plan';
  if (approved.item.listedSize !== now.item.listedSize) return 'it has another size than planned';
  if (approved.path !== now.path) return `it was "${approved.path}" in the plan`;
  if (approved.name !== now.name) return `the plan would have stored it as "${approved.name}"`;
  return undefined;
}

function toStale({ item, sourceFolderId, path, name }: SendAction, message: string): ItemAction {
  return { kind: 'stale', item, sourceFolderId, path, name, message };
}
