import { leaveOut } from './leave-out.ts';
import { pathOf } from './source-tree.ts';
import type { PlannedFolder, TransferPlan } from './plan.ts';
import type { PlanPorts } from './ports.ts';
import type { SourceItem } from './drives.ts';
import type { TransferRules } from './rules.ts';

export interface LookContext {
  ports: Pick<PlanPorts, 'source'>;
  rules: TransferRules;
  signal?: AbortSignal | undefined;
}

/** The source folders of a plan as they are now. */
export interface SecondLook {
  /** Every item that they list, by id. */
  items: Map<string, SourceItem>;
  /** How many came since the plan was made and would be transferred. */
  added: number;
}

/** Lists again each source folder that something was sent from. */
export async function lookAgain(
  { actions, folders }: TransferPlan,
  sentFrom: ReadonlySet<string>,
  { ports, rules, signal }: LookContext,
): Promise<SecondLook> {
  const planned = new Set(actions.map(({ item }) => item.id));
  const mirrored = new Set(folders.map(({ sourceId }) => sourceId));
  const items = new Map<string, SourceItem>();
  let added = 0;
  for (const folder of folders) {
    if (!sentFrom.has(folder.sourceId)) continue;
    for await (const item of ports.source.list(folder.sourceId, signal)) {
      items.set(item.id, item);
      if (planned.has(item.id) || mirrored.has(item.id)) continue;
      if (isWanted(item, folder, rules)) added += 1;
    }
  }
  return { items, added };
}

// --- internal ---

/**
 * A subfolder without anything to transfer is not in the plan, so that each one would look new: what
 * is put into a new subfolder is found by the next run that has the record open.
 */
function isWanted(item: SourceItem, folder: PlannedFolder, rules: TransferRules): boolean {
  return item.kind !== 'folder' && leaveOut(item, pathOf(folder, item.name), rules) === undefined;
}
