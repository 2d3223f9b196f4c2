import * as v from 'valibot';
import type { OrgKey } from '../../../seam.ts';
import type { SnapshotTable } from '../../../snapshot-table.ts';

/** A record at one end of a link. */
export interface LinkEnd {
  /** API name. */
  module: string;
  id: string;
}

/** Links between records of which neither has a field for it, such as a lead's campaigns. */
export interface Links {
  /** What hangs at the record in records of `module`, by their ids: what the link itself says. */
  of(org: OrgKey, from: LinkEnd, module: string): ReadonlyMap<string, LinkValues>;
  /** Links the two, or changes what their link says. */
  set(org: OrgKey, from: LinkEnd, to: LinkEnd, values: LinkValues): void;
  /** Whether there was a link. */
  remove(org: OrgKey, from: LinkEnd, to: LinkEnd): boolean;
  table: SnapshotTable;
}

/** What a link says besides its ends: `{"Member_Status": "Active"}`. */
export type LinkValues = Readonly<Record<string, unknown>>;

export function createLinks(): Links {
  // Each link is kept from both of its ends.
  const ends = new Map<string, Map<string, LinkValues>>();
  const keyOf = (org: OrgKey, { module, id }: LinkEnd, target: string): string =>
    `${org} ${module} ${id} ${target}`;
  const put = (org: OrgKey, from: LinkEnd, to: LinkEnd, values: LinkValues): void => {
    const key = keyOf(org, from, to.module);
    ends.set(key, (ends.get(key) ?? new Map<string, LinkValues>()).set(to.id, values));
  };
  const set: Links['set'] = (org, from, to, values) => {
    put(org, from, to, values);
    put(org, to, from, values);
  };
  return {
    of: (org, from, module) => ends.get(keyOf(org, from, module)) ?? none,
    set,
    remove(org, from, to) {
      ends.get(keyOf(org, to, from.module))?.delete(from.id);
      return ends.get(keyOf(org, from, to.module))?.delete(to.id) ?? false;
    },
    table: {
      name: 'crm-related-links',
      *capture() {
        for (const [key, all] of ends) {
          const [org, module, id, target] = key.split(' ');
          for (const [other, values] of all) {
            yield { org, from: { module, id }, to: { module: target, id: other }, values };
          }
        }
      },
      restore(rows) {
        ends.clear();
        for (const row of rows) {
          const { org, from, to, values } = v.parse(Row, row);
          set(org, from, to, values);
        }
      },
    },
  };
}

// --- internal ---

const none: ReadonlyMap<string, LinkValues> = new Map<string, LinkValues>();

const End = v.object({ module: v.string(), id: v.string() });
const Row = v.object({
  org: v.picklist(['a', 'b']),
  from: End,
  to: End,
  values: v.record(v.string(), v.unknown()),
});
