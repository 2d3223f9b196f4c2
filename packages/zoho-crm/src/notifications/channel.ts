import { toInstant } from '../instant.ts';
import { usage } from '../usage.ts';

/** What is watched: `Deals.create`, `Contacts.all`, `users.all`. */
export type CrmWatchEvent = `${string}.${'create' | 'edit' | 'delete' | 'all'}`;

/** A subscription to changes of records. Zoho posts to `notifyUrl`, unsigned: see `token`. */
export interface ChannelOptions {
  /** Up to 19 digits of your choice, one channel each; in a string, for numbers are too short. */
  channelId: string;
  /** At least one: a module and what is done to it. */
  events: readonly CrmWatchEvent[];
  /** https, at most 255 characters. A secret in its query is a second proof beside `token`. */
  notifyUrl: string;
  /** Echoed in every call, at most 50 characters: the only proof of who calls. @default none */
  token?: string | undefined;
  /** ISO 8601 with offset, at most a week ahead. @default an hour from now, which is Zoho's own */
  expiresAt?: string | undefined;
  /** Calls tell the new values of the watched fields. @default false */
  returnValues?: boolean | undefined;
  /** Notes and attachments count as edits. @default false; Zoho's own is true, which is noise */
  onRelatedAction?: boolean | undefined;
  /** Only edits of these fields, at most 10 in all. @default every field */
  fields?: readonly WatchedFields[] | undefined;
}

/** Fields of a module whose edits are told (Zoho doc: notifications, "notification_condition"). */
export interface WatchedFields {
  module: { apiName: string; id: string };
  /** Fields by API name and id, which is in their metadata. */
  fields: readonly { apiName: string; id: string }[];
  /** Whether one edited field is enough. @default 'or' */
  operator?: 'and' | 'or' | undefined;
}

/** The changes to a channel; what is left out stays. */
export type ChannelChange = Pick<ChannelOptions, 'channelId'> & Partial<ChannelOptions>;

/** A channel as a request has it. Throws `usage` for what Zoho would refuse or silently shorten. */
export function toWireChannel(channel: ChannelChange): Record<string, unknown> {
  const { channelId, events, notifyUrl, token, expiresAt, returnValues, onRelatedAction } = channel;
  checkChannelId(channelId);
  const wrong = events?.find((event) => !/^\w+\.(?:create|edit|delete|all)$/.test(event));
  if (wrong !== undefined || events?.length === 0) {
    throw usage('"events" must hold a module and what is done to it, e.g. Deals.edit');
  }
  if (notifyUrl !== undefined) checkUrl(notifyUrl);
  if (token !== undefined && token.length > 50) {
    throw usage('"token" must have at most 50 characters');
  }
  return {
    channel_id: channelId,
    ...(events && { events }),
    ...(notifyUrl !== undefined && { notify_url: notifyUrl }),
    ...(token !== undefined && { token }),
    ...(expiresAt !== undefined && { channel_expiry: toInstant('expiresAt', expiresAt) }),
    ...(returnValues !== undefined && { return_affected_field_values: returnValues }),
    ...(onRelatedAction !== undefined && { notify_on_related_action: onRelatedAction }),
    ...toConditions(channel),
  };
}

/** Throws `usage` for what is no number of up to 19 digits. */
export function checkChannelId(channelId: string): void {
  if (!/^\d{1,19}$/.test(channelId)) throw usage('"channelId" must be up to 19 digits in a string');
}

// --- internal ---

/** Zoho doc: notifications/enable. */
const mostFields = 10;

function toConditions({ fields }: ChannelChange): { notification_condition?: object[] } {
  if (fields === undefined) return {};
  const count = fields.reduce((sum, one) => sum + one.fields.length, 0);
  if (count < 1 || count > mostFields) {
    throw usage(`"fields" must hold 1 to ${mostFields} fields in all, not ${count}`);
  }
  return {
    notification_condition: fields.map(({ module, fields: all, operator = 'or' }) => {
      const wire = all.map(({ apiName, id }) => ({ field: { api_name: apiName, id } }));
      // A single field stands alone, several in a group (Zoho doc: notifications/enable).
      const [only] = wire;
      return {
        type: 'field_selection',
        module: { api_name: module.apiName, id: module.id },
        field_selection: wire.length === 1 ? only : { group_operator: operator, group: wire },
      };
    }),
  };
}

function checkUrl(url: string): void {
  if (URL.parse(url)?.protocol === 'https:' && url.length <= 255) return;
  throw usage('"notifyUrl" must be an https address of at most 255 characters');
}
