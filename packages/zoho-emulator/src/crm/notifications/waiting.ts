import * as v from 'valibot';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmDeps } from '../crm-world.ts';
import type { DeliveryLog, OpenDelivery } from './delivery.ts';
import { type Batch, BatchSchema, send } from './send-batch.ts';

/** A callback that is decided and not yet due. */
export interface WaitingCallback {
  /** In milliseconds since the epoch. */
  at: number;
  batch: Batch;
  entry: OpenDelivery;
}

/** Callbacks until they are due. A restored snapshot has those that waited when it was taken. */
export interface Waiting {
  add(one: WaitingCallback): void;
  table: SnapshotTable;
}

export function createWaiting(deps: CrmDeps, log: DeliveryLog): Waiting {
  const all = new Set<WaitingCallback>();
  const add = (one: WaitingCallback): void => {
    all.add(one);
    deps.clock.schedule(one.at, () => {
      if (all.delete(one)) send(one.batch, one.entry, deps);
    });
  };
  return {
    add,
    table: {
      name: 'crm-waiting-callbacks',
      *capture() {
        for (const { at, batch } of all) yield { at, batch };
      },
      restore(rows) {
        // What waits now belongs to a time that is undone.
        for (const { entry } of all) entry.settle('lost');
        all.clear();
        for (const row of rows) {
          const { at, batch } = v.parse(Row, row);
          const { org, channel } = batch;
          const entry = log.open({ org, channelId: channel.id, url: channel.notifyUrl });
          add({ at, batch, entry });
        }
      },
    },
  };
}

// --- internal ---

const Row = v.object({ at: v.number(), batch: BatchSchema });
