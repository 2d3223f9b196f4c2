import { permitsModule } from '../crm-scopes.ts';
import type { CrmOrg } from '../crm-org.ts';
import { parseCrmTime } from '../crm-time.ts';
import { type RowAnswer, rowError, rowInvalid, rowMissing } from '../row-answer.ts';
import type { Channel, WatchedEvent } from './channel.ts';
import { readConditions } from './condition.ts';

export interface ChannelReading {
  org: CrmOrg;
  scopes: ReadonlySet<string>;
  /** By the emulator's clock. */
  now: number;
  /** Where the entry stands: `$.watch[0]`. */
  path: string;
}

/** A channel as an entry describes it whole; what is left out has its default. */
export function readChannel(
  reading: ChannelReading,
  entry: Record<string, unknown>,
): Channel | RowAnswer {
  const { now } = reading;
  const id = readChannelId(entry, reading.path);
  if (typeof id !== 'string') return id;
  for (const name of ['events', 'notify_url']) {
    if (entry[name] === undefined) return rowMissing(`${reading.path}.${name}`);
  }
  const blank: Channel = {
    id,
    events: [],
    notifyUrl: '',
    token: null,
    expiresAt: now + shortLifeMs,
    returnValues: false,
    onRelated: true,
    conditions: [],
  };
  return changeChannel(reading, blank, entry);
}

/** The channel with what the entry names changed, and nothing else. */
export function changeChannel(
  reading: ChannelReading,
  channel: Channel,
  entry: Record<string, unknown>,
): Channel | RowAnswer {
  const { path } = reading;
  const changed = { ...channel };
  if (entry['events'] !== undefined) {
    const events = readEvents(reading, entry['events']);
    if ('code' in events) return events;
    changed.events = events;
  }
  const url = entry['notify_url'];
  if (url !== undefined) {
    const isUrl = typeof url === 'string' && url.length <= longestUrl && /^https?:/i.test(url);
    if (!isUrl || !URL.canParse(url)) return rowInvalid(`${path}.notify_url`);
    changed.notifyUrl = url;
  }
  const token = entry['token'];
  if (token !== undefined) {
    if (token !== null && typeof token !== 'string') return rowInvalid(`${path}.token`);
    if (token !== null && token.length > longestToken) {
      return rowInvalid(`${path}.token`, { maximum_length: longestToken });
    }
    changed.token = token;
  }
  if (entry['channel_expiry'] !== undefined) {
    const expiresAt = readExpiry(reading, entry['channel_expiry']);
    if (typeof expiresAt !== 'number') return expiresAt;
    changed.expiresAt = expiresAt;
  }
  for (const [name, key] of Object.entries(flags)) {
    const value = entry[name];
    if (value === undefined) continue;
    if (typeof value !== 'boolean') {
      return rowInvalid(`${path}.${name}`, { expected_data_type: 'boolean' });
    }
    changed[key] = value;
  }
  const { notification_condition: condition } = entry;
  if (condition === undefined) return changed;
  const conditions = readConditions(reading.org, condition, `${path}.notification_condition`);
  return 'code' in conditions ? conditions : { ...changed, conditions };
}

/** A number of up to 19 digits, sent as text because JSON's numbers are too short for it. */
export function readChannelId(entry: Record<string, unknown>, path: string): string | RowAnswer {
  const id = entry['channel_id'];
  if (id === undefined) return rowMissing(`${path}.channel_id`);
  const text = typeof id === 'number' ? String(id) : id;
  if (typeof text === 'string' && /^\d{1,19}$/.test(text)) return text;
  return rowInvalid(`${path}.channel_id`, { expected_data_type: 'bigint' });
}

/** The events of an entry, or what is wrong with them. */
export function readEvents(
  { org, scopes, path }: ChannelReading,
  value: unknown,
): WatchedEvent[] | RowAnswer {
  const at = `${path}.events`;
  if (!Array.isArray(value) || value.length === 0) {
    return rowInvalid(at, { expected_data_type: 'jsonarray' });
  }
  if (value.length > mostEvents) return rowInvalid(at, { maximum_length: mostEvents });
  const events: WatchedEvent[] = [];
  for (const [index, text] of value.entries()) {
    const [module = '', word] = typeof text === 'string' ? text.split('.') : [];
    const operation = operations.find((one) => one === word);
    const known = org.modules.get(module);
    if (!operation || (!known && module !== 'users')) return rowInvalid(`${at}[${index}]`);
    if (known && !permitsModule(scopes, known, 'READ')) {
      return rowError('OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL');
    }
    events.push({ module, operation });
  }
  return events;
}

// --- internal ---

/** Zoho doc: notifications/enable. */
const longestToken = 50;
const longestLifeMs = 7 * 24 * 3_600_000;
const shortLifeMs = 3_600_000;

/** Zoho OpenAPI: notifications. */
const longestUrl = 255;
const mostEvents = 50;

const operations = ['create', 'edit', 'delete', 'all'] as const;
const flags = {
  return_affected_field_values: 'returnValues',
  notify_on_related_action: 'onRelated',
} as const;

/** More than a week becomes an hour in silence; what is past is refused [not documented]. */
function readExpiry({ now, path }: ChannelReading, value: unknown): number | RowAnswer {
  const at = `${path}.channel_expiry`;
  if (value === null) return now + shortLifeMs;
  const expiresAt = typeof value === 'string' ? parseCrmTime(value) : undefined;
  if (expiresAt === undefined) return rowInvalid(at, { expected_data_type: 'datetime' });
  if (expiresAt <= now) return rowInvalid(at);
  return expiresAt > now + longestLifeMs ? now + shortLifeMs : expiresAt;
}
