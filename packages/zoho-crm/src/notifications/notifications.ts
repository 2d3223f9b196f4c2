import { paginate, parseResponse, type CallOptions } from '@zohokit/zoho-http';
import { toCall } from '../call-options.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { usage } from '../usage.ts';
import { sendRows } from '../writes/send-rows.ts';
import { toWriteResult, type RefusedRow } from '../writes/write-result.ts';
import {
  checkChannelId,
  toWireChannel,
  type ChannelChange,
  type ChannelOptions,
  type CrmWatchEvent,
} from './channel.ts';
import { keepWatching, type KeepOptions } from './keep-watching.ts';
import { WireChannels, WireSubscribed } from './watch-wire.ts';

/** What became of one channel. */
export type ChannelResult =
  | {
      ok: true;
      channelId: string;
      /** ISO 8601 with offset, as Zoho set it; `undefined` when not answered. */
      expiresAt: string | undefined;
    }
  | ({ ok: false; channelId: string } & Pick<RefusedRow, 'code' | 'message' | 'field'>);

/** A channel as Zoho has it; one entry per module that it watches. */
export interface Channel {
  /** Up to 19 digits. */
  channelId: string;
  /** API name. */
  module: string | undefined;
  /** E.g. `Deals.edit`. */
  events: readonly string[];
  notifyUrl: string | undefined;
  token: string | undefined;
  /** ISO 8601 with offset. */
  expiresAt: string | undefined;
}

/**
 * Calls of Zoho when records change (Zoho doc: notifications). A channel lives for a week at most,
 * and what happens while there is none is told by nobody: `keep` renews it in time. Zoho promises
 * neither order nor delivery: take a call as a hint, and read again.
 */
export interface Notifications {
  /** Subscribes channels, or replaces those of the same number: one result each, in order. */
  watch(channels: readonly ChannelOptions[], options?: CallOptions): Promise<ChannelResult[]>;
  /** Changes what is given and nothing else, e.g. `expiresAt`: one result each, in order. */
  change(channels: readonly ChannelChange[], options?: CallOptions): Promise<ChannelResult[]>;
  /** Ends some of the events of a channel, and the channel with the last of them. */
  removeEvents(
    channelId: string,
    events: readonly CrmWatchEvent[],
    options?: CallOptions,
  ): Promise<ChannelResult>;
  /** The channels of this user, or one of them. */
  list(
    options?: CallOptions & { channelId?: string | undefined; module?: string | undefined },
  ): AsyncGenerator<Channel, void, undefined>;
  /** Ends channels. A channel that is not there is a result with `NOT_SUBSCRIBED`. */
  disable(channelIds: readonly string[], options?: CallOptions): Promise<ChannelResult[]>;
  /**
   * Subscribes a channel and renews it before it expires, until the signal aborts; then it resolves
   * and the channel lives on until its end (`disable` ends it). Rejects when Zoho refuses a renewal
   * for good, or when no renewal came through before the end.
   */
  keep(channel: Omit<ChannelOptions, 'expiresAt'>, options: KeepOptions): Promise<void>;
}

/** Makes the calls about channels. */
export function createNotifications(service: CrmService): Notifications {
  const watch: Notifications['watch'] = (channels, options) =>
    // A number that is taken gets the new subscription: the same twice is the same.
    write(service, 'POST', channels.map(withDefaults), options);
  const change: Notifications['change'] = (channels, options) =>
    write(service, 'PATCH', channels.map(toWireChannel), options);
  return {
    watch,
    change,
    async removeEvents(channelId, events, options) {
      const wire = { ...toWireChannel({ channelId, events }), _delete_events: true };
      const results = await write(service, 'PATCH', [wire], options);
      const [result = unsent(channelId)] = results;
      return result;
    },
    list: (options) => listChannels(service, options),
    disable: (channelIds, options) => disable(service, channelIds, options),
    keep: (channel, options) =>
      keepWatching({ watch, change, clock: service.clock }, channel, options),
  };
}

// --- internal ---

function withDefaults(channel: ChannelOptions): Record<string, unknown> {
  return toWireChannel({ onRelatedAction: false, ...channel });
}

async function write(
  service: CrmService,
  method: 'POST' | 'PATCH',
  watch: readonly Record<string, unknown>[],
  options: CallOptions = {},
): Promise<ChannelResult[]> {
  if (watch.length === 0) return [];
  const what = method === 'POST' ? 'watch' : 'change channels';
  const answers = await sendRows(service, {
    ...toCall(options),
    what,
    count: watch.length,
    envelope: 'watch',
    method,
    url: urlOf(service),
    json: { watch },
    scopes: scopesFor(
      method === 'POST' ? 'notifications.watch' : 'notifications.change',
      moduleOf(watch),
    ),
    gates: service.credits(1),
    repeatable: true,
  });
  return answers.map((answer, at) => {
    const channelId = String(watch[at]?.['channel_id']);
    const result = toWriteResult(answer, at, undefined);
    if (!result.ok) return refused(channelId, result);
    const { events } = parseResponse(WireSubscribed, answer.details, 'CRM watch');
    return { ok: true, channelId, expiresAt: events[0]?.channel_expiry ?? undefined };
  });
}

function listChannels(
  service: CrmService,
  {
    channelId,
    module,
    ...options
  }: CallOptions & { channelId?: string | undefined; module?: string | undefined } = {},
): AsyncGenerator<Channel, void, undefined> {
  if (channelId !== undefined) checkChannelId(channelId);
  return paginate(async (page = '1') => {
    const { json } = await service.http.json({
      ...toCall(options),
      url: urlOf(service),
      query: { channel_id: channelId, module, page, per_page: 200 },
      scopes: scopesFor('notifications.list', '{module}'),
      gates: service.credits(1),
    });
    if (json === undefined) return { items: [] };
    const { watch, info } = parseResponse(WireChannels, json, 'CRM watch list');
    const more = info?.more_records === true && watch.length > 0;
    return {
      items: watch.map((one) => ({
        channelId: one.channel_id,
        module: one.resource_name ?? undefined,
        events: one.events ?? [],
        notifyUrl: one.notify_url ?? undefined,
        token: one.token ?? undefined,
        expiresAt: one.channel_expiry ?? undefined,
      })),
      ...(more && { next: String(Number(page) + 1) }),
    };
  });
}

/** One request per channel: an answer has a row per module of a channel, and does not say how many. */
async function disable(
  service: CrmService,
  channelIds: readonly string[],
  options: CallOptions = {},
): Promise<ChannelResult[]> {
  channelIds.forEach(checkChannelId);
  if (new Set(channelIds).size < channelIds.length) throw usage('"channelIds" must differ');
  const results: ChannelResult[] = [];
  for (const channelId of channelIds) {
    const answers = await sendRows(service, {
      ...toCall(options),
      what: 'disable a channel',
      count: 'any',
      envelope: 'watch',
      method: 'DELETE',
      url: urlOf(service),
      query: { channel_ids: channelId },
      scopes: scopesFor('notifications.disable', '{module}'),
      gates: service.credits(1),
      // A channel that is gone answers NOT_SUBSCRIBED, which says as much.
      repeatable: true,
    });
    const failed = answers.find(({ status }) => status === 'error');
    const result = failed && toWriteResult(failed, 0, undefined);
    results.push(
      result?.ok === false
        ? refused(channelId, result)
        : { ok: true, channelId, expiresAt: undefined },
    );
  }
  return results;
}

/** One channel has one result: see `sendRows`. */
function unsent(channelId: string): ChannelResult {
  return { ok: false, channelId, code: 'NOT_SENT', message: 'nothing was sent', field: undefined };
}

function refused(channelId: string, { code, message, field }: RefusedRow): ChannelResult {
  return { ok: false, channelId, code, message, field };
}

function urlOf(service: CrmService): string {
  return `${service.baseUrl}/actions/watch`;
}

/** Only names the scope that a refusal would be about. */
function moduleOf([first]: readonly Record<string, unknown>[]): string {
  const events = first?.['events'];
  const event: unknown = Array.isArray(events) ? events[0] : undefined;
  return typeof event === 'string' ? (event.split('.')[0] ?? '{module}') : '{module}';
}
