import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, Route } from '../../seam.ts';
import { type CrmCall, crmRoute } from '../crm-route.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmWorld } from '../crm-world.ts';
import { notMatched, takePage, readPageQuery } from '../files/list-page.ts';

import {
  type RowAnswer,
  rowError,
  rowInvalid,
  rowMissing,
  rowSuccess,
  toFlat,
  toRows,
} from '../row-answer.ts';
import type { Channel, Channels, WatchedEvent } from './channel.ts';
import { toConditionRow } from './condition.ts';
import {
  type ChannelReading,
  changeChannel,
  readChannel,
  readChannelId,
  readEvents,
} from './read-channel.ts';
import { isObject } from '../../is-object.ts';

const path = '/actions/watch';

/** Zoho doc: notifications/enable, get-details, update-details, disable. */
export function watchRoutes(world: CrmWorld, channels: Channels): Route[] {
  const endpoint = (
    method: string,
    operations: readonly string[],
    handle: (call: WatchCall) => EmulatedAnswer | Promise<EmulatedAnswer>,
  ): Route =>
    crmRoute(world, {
      method,
      path,
      anyOf: operations.map((operation) => `ZohoCRM.notifications.${operation}`),
      handle: (call) => handle({ ...call, channels }),
    });
  const write = (change: EntryChange, success: number) => (call: WatchCall) =>
    writeChannels(call, change, success);
  return [
    endpoint('GET', ['READ'], listChannels),
    endpoint('POST', ['CREATE', 'WRITE'], write(subscribe, 201)),
    endpoint('PUT', ['UPDATE', 'WRITE'], write(replace, 200)),
    endpoint('PATCH', ['UPDATE', 'WRITE'], write(update, 200)),
    endpoint('DELETE', ['DELETE'], removeChannels),
  ];
}

// --- internal ---

interface WatchCall extends CrmCall {
  channels: Channels;
}

type EntryChange = (
  call: WatchCall,
  reading: ChannelReading,
  entry: Record<string, unknown>,
) => RowAnswer;

const mostEntries = 50;

async function writeChannels(
  call: WatchCall,
  change: EntryChange,
  success: number,
): Promise<EmulatedAnswer> {
  const { world, org, request, context } = call;
  const body = await request.json();
  const entries = isObject(body) ? body['watch'] : undefined;
  if (entries === undefined) return toFlat(rowMissing('$.watch'));
  if (!Array.isArray(entries) || entries.length === 0) {
    return toFlat(rowInvalid('$.watch', { expected_data_type: 'jsonarray' }));
  }
  if (entries.length > mostEntries) {
    return toFlat(rowInvalid('$.watch', { maximum_length: mostEntries }));
  }
  const rows = await context.commit(() =>
    entries.map((entry: unknown, index) => {
      const { scopes } = context.caller;
      const now = world.deps.clock.now();
      const reading = { org, scopes, now, path: `$.watch[${index}]` };
      return change(call, reading, isObject(entry) ? entry : {});
    }),
  );
  // A token without the module's scope is refused as everywhere.
  const foreign = rows.find(({ code }) => code === 'OAUTH_SCOPE_MISMATCH');
  return foreign ? toFlat(foreign, 401) : toAnswer(call, rows, success);
}

/** A number that is taken already gets the new subscription in place of the old [not documented]. */
const subscribe: EntryChange = (call, reading, entry) => {
  const channel = readChannel(reading, entry);
  if ('code' in channel) return channel;
  call.channels.put(call.org.key, channel);
  return toSuccess(call, channel, 'Successfully subscribed for actions-watch of the given module');
};

const replace: EntryChange = (call, reading, entry) => {
  const id = readChannelId(entry, reading.path);
  if (typeof id !== 'string') return id;
  if (!call.channels.find(call.org.key, id)) return notSubscribed(id);
  return subscribe(call, reading, entry);
};

const update: EntryChange = (call, reading, entry) => {
  const { channels, org } = call;
  const id = readChannelId(entry, reading.path);
  if (typeof id !== 'string') return id;
  const channel = channels.find(org.key, id);
  if (!channel) return notSubscribed(id);
  if (entry['_delete_events'] === true) return unsubscribe(call, reading, { channel, entry });
  const changed = changeChannel(reading, channel, entry);
  if ('code' in changed) return changed;
  channels.put(org.key, changed);
  return toSuccess(call, changed, 'Successfully updated the subscribe details');
};

/** Takes the listed events away, and the channel with the last of them. */
function unsubscribe(
  call: WatchCall,
  reading: ChannelReading,
  { channel, entry }: { channel: Channel; entry: Record<string, unknown> },
): RowAnswer {
  const { channels, org } = call;
  const gone = readEvents(reading, entry['events']);
  if ('code' in gone) return gone;
  const isGone = (event: WatchedEvent): boolean =>
    gone.some(({ module, operation }) => module === event.module && operation === event.operation);
  const events = channel.events.filter((event) => !isGone(event));
  if (events.length === channel.events.length) return notSubscribed(channel.id);
  if (events.length === 0) channels.remove(org.key, channel.id);
  else channels.put(org.key, { ...channel, events });
  const removed = { ...channel, events: gone };
  return toSuccess(call, removed, 'Successfully removed the subscribe details');
}

async function removeChannels(call: WatchCall): Promise<EmulatedAnswer> {
  const { channels, org, request, context } = call;
  const ids = (request.query.get('channel_ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) {
    const message = 'One of the expected parameter is missing';
    return toCrmError(400, 'EXPECTED_PARAM_MISSING', message, { param_name: 'channel_ids' });
  }
  const rows = await context.commit(() =>
    ids.flatMap((id): RowAnswer[] => {
      const channel = channels.find(org.key, id);
      if (!channel) return [notSubscribed(id)];
      channels.remove(org.key, id);
      return modulesOf(channel).map((module) => {
        const details = { ...toResource(call, module), channel_id: id };
        return rowSuccess('Successfully un-subscribed from actions-watch', details);
      });
    }),
  );
  return toAnswer(call, rows, 200);
}

/** One row per channel and module. */
function listChannels(call: WatchCall): EmulatedAnswer {
  const { world, org, channels, request } = call;
  const { query } = request;
  if (query.has('page_token')) return notMatched('page_token');
  const now = world.deps.clock.now();
  const wanted = readPageQuery(query, 'watch', now);
  if ('status' in wanted) return wanted;
  const id = query.get('channel_id');
  const name = query.get('module');
  const all = channels
    .of(org.key)
    .filter((channel) => id === null || channel.id === id)
    .flatMap((channel) => modulesOf(channel).map((module) => ({ channel, module })))
    .filter(({ module }) => name === null || module === name);
  const page = takePage(all, wanted, now);
  if (page.count === 0) return { status: 204 };
  const { perPage: per_page, page: number } = wanted;
  const info = { per_page, count: page.count, page: number, more_records: page.more };
  const watch = page.rows.map((row) => toChannelRow(call, row.channel, row.module));
  return { status: 200, json: { watch, info } };
}

function toChannelRow(call: WatchCall, channel: Channel, module: string): object {
  const conditions = channel.conditions.filter((one) => one.module.api_name === module);
  return {
    notify_on_related_action: channel.onRelated,
    channel_expiry: toCrmTime(channel.expiresAt, call.org.timeZone),
    ...toResource(call, module),
    resource_name: module,
    notify_url: channel.notifyUrl,
    notification_condition:
      conditions.length === 0 ? null : conditions.map((one) => toConditionRow(call.org, one)),
    channel_id: channel.id,
    events: channel.events.filter((event) => event.module === module).map(toEventText),
    token: channel.token,
    return_affected_field_values: channel.returnValues,
  };
}

function toSuccess(call: WatchCall, channel: Channel, message: string): RowAnswer {
  const channel_expiry = toCrmTime(channel.expiresAt, call.org.timeZone);
  const events = modulesOf(channel).map((module) => ({
    channel_expiry,
    ...toResource(call, module),
    resource_name: module,
    channel_id: channel.id,
  }));
  return rowSuccess(message, { events });
}

/** The address says v2 whatever version was asked (Zoho doc: notifications/enable). */
function toResource({ world, org }: WatchCall, module: string): Record<string, unknown> {
  const host = world.deps.host(org.key, 'api');
  const resource_id = org.modules.get(module)?.id ?? null;
  return { resource_uri: `https://${host}/crm/v2/${module}`, resource_id };
}

function toAnswer(
  { world }: WatchCall,
  rows: readonly RowAnswer[],
  success: number,
): EmulatedAnswer {
  const { watchMixedStatus: mixed } = world.deps.profile();
  return toRows('watch', rows, { success, mixed, failure: mixed === 202 ? 202 : 400 });
}

function modulesOf({ events }: Channel): string[] {
  return [...new Set(events.map(({ module }) => module))];
}

function toEventText({ module, operation }: WatchedEvent): string {
  return `${module}.${operation}`;
}

function notSubscribed(id: string): RowAnswer {
  const message = `channel_id ${id} is not subscribed for actions-watch`;
  return rowError('NOT_SUBSCRIBED', message, { api_name: 'channel_id' });
}
