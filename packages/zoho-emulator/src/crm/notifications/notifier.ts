import type { OrgKey } from '../../seam.ts';
import type { CrmDeps } from '../crm-world.ts';
import type { CrmRecord } from '../record-table.ts';
import type { ChangeFeed, FeedChange, OrgChange } from './change-feed.ts';
import type { Channel, Channels } from './channel.ts';
import { affects } from './condition.ts';
import { type DeliveryLog, post } from './delivery.ts';

export interface NotifierParts {
  deps: CrmDeps;
  channels: Channels;
  changes: ChangeFeed;
  log: DeliveryLog;
}

/**
 * Posts to the channels what happens to records. What one request changes in a module is told in
 * one callback with several ids (Zoho doc: notifications/overview).
 */
export function startNotifier({ deps, channels, changes, log }: NotifierParts): void {
  const batches = new Map<string, Batch>();

  const flush = (key: string): void => {
    const batch = batches.get(key);
    batches.delete(key);
    if (!batch) return;
    const { org, channel, delivery, delayMs, anywhere } = batch;
    const times = { once: 1, twice: 2, lost: 0 }[delivery];
    const entry = log.open({ org, channelId: channel.id, url: channel.notifyUrl });
    if (times === 0) {
      entry.settle('lost');
      return;
    }
    const send = (): void => {
      const body = toBody(batch, deps);
      entry.sent(body);
      for (let count = 0; count < times; count += 1)
        void post(channel.notifyUrl, body, { entry, anywhere });
    };
    if (delayMs > 0) deps.clock.schedule(deps.clock.now() + delayMs, send);
    else send();
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

/** One record's part in a callback. */
interface News {
  operation: 'insert' | 'update' | 'delete';
  id: string;
  /** What an update changed, with the new values. */
  values: Record<string, unknown>;
}

interface Batch {
  org: OrgKey;
  module: string;
  channel: Channel;
  news: News[];
  delivery: 'once' | 'twice' | 'lost';
  delayMs: number;
  anywhere: boolean;
}

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

function toBody({ org, module, channel, news }: Batch, deps: CrmDeps): Record<string, unknown> {
  const operation = news[0]?.operation ?? 'update';
  const ids = [...new Set(news.map(({ id }) => id))];
  const valuesOf = (id: string): Record<string, unknown> =>
    Object.assign({}, ...news.filter((one) => one.id === id).map(({ values }) => values));
  const edited = ids.filter((id) => Object.keys(valuesOf(id)).length > 0);
  const values = edited.map((id) => ({ record_id: id, values: valuesOf(id) }));
  return {
    server_time: deps.clock.now(),
    ...(channel.returnValues ? { affected_values: values } : {}),
    query_params: Object.fromEntries(new URL(channel.notifyUrl).searchParams),
    module,
    resource_uri: `https://${deps.host(org, 'api')}/crm/v2/${module}`,
    ids,
    affected_fields: edited.map((id) => ({ [id]: Object.keys(valuesOf(id)) })),
    operation,
    channel_id: channel.id,
    token: channel.token,
  };
}
