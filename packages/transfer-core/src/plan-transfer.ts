import { FolderCatalogue } from './folder-catalogue.ts';
import { planRecord } from './plan-record.ts';
import { selectRecords, type SelectOptions, type Selection } from './select-records.ts';
import { StoreFolders } from './store-folder.ts';
import { interrupted, toTransferFailure } from './failure.ts';
import { noCounts } from './outcome.ts';
import type { Emit } from './events.ts';
import type { PlanPorts } from './ports.ts';
import type { RecordPlan } from './plan.ts';
import type { TransferRules } from './rules.ts';

/** Which records to plan, and who hears of each plan. */
export interface PlanOptions extends SelectOptions {
  /** The store folder of records that have none of their own. */
  storeFolderId: string;
  /** Which items are transferred. @default the files of the folder itself */
  rules?: TransferRules | undefined;
  /** Called for each record as soon as it is planned. */
  onPlan?: ((plan: RecordPlan, position: number, total: number) => void) | undefined;
  /** Told of what is selected, refused and looked at, as in a run. @default nobody hears */
  emit?: Emit | undefined;
}

/** The plans of all selected records, and what stands in the way of others. */
export interface TransferPlanReport {
  plans: RecordPlan[];
  refused: Selection['refused'];
  /** Items whose fate an earlier run did not learn; a run would settle them first. */
  unsettled: number;
}

/** What a run would do now. Writes nothing anywhere. */
export async function planTransfer(
  ports: PlanPorts,
  options: PlanOptions,
): Promise<TransferPlanReport> {
  const { force, signal, storeFolderId, rules = {}, onPlan, emit = () => undefined } = options;
  const catalogue = new FolderCatalogue(ports.source, signal);
  const folders = new StoreFolders(ports.store, ports.journal, signal);
  const { records, refused, pending, reopened } = await selectRecords(ports, options);
  const total = records.length;
  emit({ type: 'records-selected', pending, reopened, selected: total });
  for (const { id, message } of refused) emit({ type: 'record-refused', recordId: id, message });
  const plans: RecordPlan[] = [];
  for (const [index, record] of records.entries()) {
    if (signal?.aborted) throw interrupted();
    const { id: recordId, folderName = '' } = record;
    const position = index + 1;
    emit({ type: 'record-start', recordId, folderName, position, total });
    const plan = await planRecord(record, {
      ports,
      catalogue,
      folders,
      storeFolderId,
      rules,
      retryAbandoned: force,
      signal,
    }).catch((error: unknown): RecordPlan => {
      if (signal?.aborted) throw interrupted(error);
      const { reach, message } = toTransferFailure(error);
      if (reach === 'run') throw error;
      const nothing = {
        kind: 'nothing',
        folder: undefined,
        counts: noCounts,
      } as const;
      return {
        record,
        folderName,
        status: 'failed',
        message,
        candidates: [],
        ...nothing,
      };
    });
    plans.push(plan);
    onPlan?.(plan, position, total);
  }
  return { plans, refused, unsettled: (await ports.journal.unsettled()).length };
}
