import { AsyncLocalStorage } from 'node:async_hooks';
import type { OrgKey } from '../../seam.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmRecord, RecordChange, RecordTable } from '../record-table.ts';

/** A change of a record, or of something that hangs on it: a note, an attachment. */
export type FeedChange = RecordChange | { kind: 'related'; record: CrmRecord };

export interface OrgChange {
  org: OrgKey;
  /** API name. */
  module: string;
  change: FeedChange;
}

/** What happens to records, in both orgs. */
export interface ChangeFeed {
  /** Tells of every change after it was made. */
  listen(listener: (change: OrgChange) => void): void;
  /** Follows all tables of an org; those that it follows already are followed once. */
  follow(key: OrgKey, org: Pick<CrmOrg, 'modules'>): void;
  /** Follows one table without telling anybody of it: `hold` can undo its changes. */
  guard(table: RecordTable): void;
  /** Tells that something that hangs on the record has changed. */
  touch(org: OrgKey, module: string, record: CrmRecord): void;
  /** Runs `action`; nobody hears of what it changes until that is released. */
  hold<T>(action: () => Promise<T>): Promise<{ result: T; held: HeldChanges }>;
}

/** What an action has changed; nobody knows of it yet. */
export interface HeldChanges {
  release(): void;
  /** Takes all of it back, last things first. */
  undo(): void;
}

interface Held {
  table: RecordTable | undefined;
  /** What others will hear of it. */
  told: OrgChange | undefined;
  change: FeedChange;
}

/**
 * A held action is told apart from requests beside it by its own chain of calls, which Node
 * follows, so that only its own changes are held and undone.
 */
export function createChangeFeed(): ChangeFeed {
  const listeners: ((change: OrgChange) => void)[] = [];
  const holding = new AsyncLocalStorage<Held[] | 'muted'>();
  const followed = new WeakSet<RecordTable>();

  const tell = (change: OrgChange): void => {
    for (const listener of listeners) listener(change);
  };
  const take = (
    table: RecordTable | undefined,
    told: OrgChange | undefined,
    change: FeedChange,
  ) => {
    const held = holding.getStore();
    if (held === 'muted') return;
    if (held === undefined) {
      if (told) tell(told);
    } else {
      held.push({ table, told, change });
    }
  };
  const once = (table: RecordTable, listener: (change: RecordChange) => void): void => {
    if (followed.has(table)) return;
    followed.add(table);
    table.listen(listener);
  };
  return {
    listen: (listener) => void listeners.push(listener),
    follow(org, { modules }) {
      for (const { apiName: module, records } of modules.values()) {
        once(records, (change) => take(records, { org, module, change }, change));
      }
    },
    guard: (table) => once(table, (change) => take(table, undefined, change)),
    touch(org, module, record) {
      const change = { kind: 'related', record } as const;
      take(undefined, { org, module, change }, change);
    },
    async hold(action) {
      const all: Held[] = [];
      const result = await holding.run(all, action);
      const release = (): void => {
        for (const { told } of all) if (told) tell(told);
      };
      const undo = (): void => holding.run('muted', () => all.toReversed().forEach(takeBack));
      return { result, held: { release, undo } };
    },
  };
}

// --- internal ---

function takeBack({ table, change }: Held): void {
  if (!table) return;
  switch (change.kind) {
    case 'insert':
      table.remove(change.record, {
        deletedAt: 0,
        deletedBy: { id: '', name: '' },
        permanent: true,
      });
      // It never was, so there is nothing to find among the deleted.
      table.deleted.delete(change.record.id);
      break;
    case 'update':
      // The record as it was, without what the change had added to it.
      if (change.before) table.add(change.before);
      break;
    case 'delete':
      table.add(change.record);
      break;
    case 'related':
      break;
    default:
      change satisfies never;
  }
}
