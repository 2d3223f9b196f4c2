import type { CrmDeps } from '../crm-world.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmRecord } from '../record-table.ts';
import type { ChangeFeed, FeedChange, OrgChange } from './change-feed.ts';
import type { Channel, Channels } from './channel.ts';
import { affects } from './condition.ts';
import type { DeliveryLog } from './delivery.ts';
import { createWaiting } from './waiting.ts';
import { type Batch, type News, send } from './send-batch.ts';

export interface NotifierParts {
  deps: CrmDeps;
  channels: Channels;
  changes: ChangeFeed;
  log: DeliveryLog;
  /** Gets what a snapshot has to keep of the callbacks. */
  tables: SnapshotTable[];
}

/**
 * Posts to the channels what happens to records. What one request changes in a module is told in
 * one callback with several ids (Zoho doc: notifications/overview).
 */
export function startNotifier({ deps, channels, changes, log, tables }: NotifierParts): void {
  const batches = new Map<string, Batch>();
  const waiting = createWaiting(deps, log);
  tables.push(waiting.table);

  const flush = (key: string): void => {
    const batch = batches.get(key);
    batches.delete(key);
    if (!batch) return;
    const { org, channel, delivery, delayMs } = batch;
    const entry = log.open({ org, channelId: channel.id, url: channel.notifyUrl });
    if (delivery === 'lost') entry.settle('lost');
    else if (delayMs === 0) send(batch, entry, deps);
    else waiting.add({ at: deps.clock.now() + delayMs, batch, entry });
  };
  const collect = (change: OrgChange, channel: Channel, news: News): void => {
    const key = [change.org, channel.id, change.module, news.operation].join(' ');
    const known = batches.get(key);
    if (known) {
      known.news.push(news);
      return;
    }
    // The profile of the request that made the change, which a fault may have bent.
    const {
      notificationDelivery: delivery,
      notificationDelayMs: delayMs,
      notificationTargets,
    } = deps.profile();
    const { org, module } = change;
    const anywhere = notificationTargets === 'any';
    batches.set(key, { org, module, channel, news: [news], delivery, delayMs, anywhere });
    queueMicrotask(() => flush(key));
  };

  changes.listen((change) => {
    const interested = channels.of(change.org);
    if (interested.length === 0) return;
    const news = toNews(change.change);
    for (const channel of interested) {
      if (wants(channel, change, news)) collect(change, channel, news);
    }
  });
}

// --- internal ---

function toNews(change: FeedChange): News {
  const { id } = change.record;
  switch (change.kind) {
    case 'insert':
    case 'delete':
      return { operation: change.kind, id, values: {} };
    case 'update':
      return { operation: 'update', id, values: toAffected(change.before, change.record) };
    case 'related':
      return { operation: 'update', id, values: {} };
    default:
      return change satisfies never;
  }
}

/** `Modified_Time` and its like move with every change and are not told. */
const silent = new Set(['Modified_Time', 'Modified_By', 'Last_Activity_Time']);

function toAffected(before: CrmRecord | undefined, after: CrmRecord): Record<string, unknown> {
  const changed = Object.entries(after).filter(
    ([name, value]) =>
      !silent.has(name) &&
      !name.startsWith('$') &&
      JSON.stringify(value) !== JSON.stringify(before?.[name]),
  );
  return structuredClone(Object.fromEntries(changed));
}

const operations = { insert: 'create', update: 'edit', delete: 'delete' } as const;

function wants(channel: Channel, { module, change }: OrgChange, news: News): boolean {
  const word = operations[news.operation];
  const isWatched = channel.events.some(
    (event) => event.module === module && (event.operation === 'all' || event.operation === word),
  );
  if (!isWatched) return false;
  if (change.kind === 'related') return channel.onRelated;
  const conditions = channel.conditions.filter((one) => one.module.api_name === module);
  // A selection of fields can only be about edits.
  if (news.operation !== 'update' || conditions.length === 0) return true;
  return conditions.some(({ fields }) => affects(fields, Object.keys(news.values)));
}
