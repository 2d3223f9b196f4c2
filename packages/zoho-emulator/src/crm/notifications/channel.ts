import * as v from 'valibot';
import type { EmulatorClock } from '../../clock.ts';
import type { OrgKey } from '../../seam.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import { type ChannelCondition, FieldGroupSchema } from './condition.ts';

/** What is subscribed: a module by API name, and what is done to its records. */
export interface WatchedEvent {
  module: string;
  operation: 'create' | 'edit' | 'delete' | 'all';
}

/** A subscription to changes, under a number of the client's choice. */
export interface Channel {
  id: string;
  events: WatchedEvent[];
  notifyUrl: string;
  /** Echoed in every callback. */
  token: string | null;
  /** In milliseconds since the epoch; from then on it is as if it had never been. */
  expiresAt: number;
  returnValues: boolean;
  /** Whether notes and attachments of a record count as its edits. */
  onRelated: boolean;
  conditions: ChannelCondition[];
}

/** A channel as a snapshot has it. */
export const ChannelSchema: v.GenericSchema<Channel> = v.object({
  id: v.string(),
  events: v.array(
    v.object({ module: v.string(), operation: v.picklist(['create', 'edit', 'delete', 'all']) }),
  ),
  notifyUrl: v.string(),
  token: v.nullable(v.string()),
  expiresAt: v.number(),
  returnValues: v.boolean(),
  onRelated: v.boolean(),
  conditions: v.array(
    v.object({
      module: v.object({ api_name: v.string(), id: v.string() }),
      fields: FieldGroupSchema,
    }),
  ),
});

/** The channels of both orgs; each has one user, so a number is unique per org. */
export interface Channels {
  /** Those that have not expired, in the order in which they were made. */
  of(org: OrgKey): Channel[];
  find(org: OrgKey, id: string): Channel | undefined;
  put(org: OrgKey, channel: Channel): void;
  remove(org: OrgKey, id: string): void;
  table: SnapshotTable;
}

export function createChannels(clock: EmulatorClock): Channels {
  const all = new Map<OrgKey, Map<string, Channel>>();
  const mapOf = (org: OrgKey): Map<string, Channel> => {
    const known = all.get(org) ?? new Map<string, Channel>();
    all.set(org, known);
    for (const { id, expiresAt } of known.values()) if (expiresAt <= clock.now()) known.delete(id);
    return known;
  };
  return {
    of: (org) => [...mapOf(org).values()],
    find: (org, id) => mapOf(org).get(id),
    put: (org, channel) => void mapOf(org).set(channel.id, channel),
    remove: (org, id) => void mapOf(org).delete(id),
    table: {
      name: 'crm-channels',
      *capture() {
        for (const org of all.keys()) {
          for (const channel of mapOf(org).values()) yield { org, channel };
        }
      },
      restore(rows) {
        all.clear();
        for (const row of rows) {
          const { org, channel } = v.parse(Row, row);
          mapOf(org).set(channel.id, channel);
        }
      },
    },
  };
}

// --- internal ---

const Row = v.object({ org: v.picklist(['a', 'b']), channel: ChannelSchema });
