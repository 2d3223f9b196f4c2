import * as v from 'valibot';
import type { CrmDeps } from '../crm-world.ts';
import { ChannelSchema } from './channel.ts';
import type { OpenDelivery } from './delivery.ts';
import { postJson } from './post-json.ts';

const NewsSchema = v.object({
  operation: v.picklist(['insert', 'update', 'delete']),
  id: v.string(),
  /** What an update changed, with the new values. */
  values: v.record(v.string(), v.unknown()),
});

/** One record's part in a callback. */
export type News = v.InferOutput<typeof NewsSchema>;

export const BatchSchema = v.object({
  org: v.picklist(['a', 'b']),
  module: v.string(),
  channel: ChannelSchema,
  news: v.array(NewsSchema),
  delivery: v.picklist(['once', 'twice', 'lost']),
  /** Between the change and the callback, on the clock. */
  delayMs: v.number(),
  /** Also beyond this machine. */
  anywhere: v.boolean(),
});

/** What one request has changed in a module, for one channel: a callback. */
export type Batch = v.InferOutput<typeof BatchSchema>;

/** Posts the callback as often as the profile had it, and notes what became of it. */
export function send(batch: Batch, entry: OpenDelivery, deps: CrmDeps): void {
  const { channel, delivery, anywhere } = batch;
  const body = toBody(batch, deps);
  entry.sent(body);
  const times = { once: 1, twice: 2, lost: 0 }[delivery];
  for (let count = 0; count < times; count += 1) {
    void postJson(channel.notifyUrl, body, { anywhere }).then(({ outcome, status }) =>
      entry.settle(outcome, status),
    );
  }
}

// --- internal ---

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
