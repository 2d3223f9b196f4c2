import type { OrgKey } from '../seam.ts';
import type { DriveNode, NodeStatus } from './drive-node.ts';

export type ChangeAction =
  | 'CREATE'
  | 'UPLOAD'
  | 'UPDATE'
  | 'RENAME'
  | 'MOVE'
  | 'COPY'
  | 'TRASH'
  | 'RESTORE'
  | 'DELETE';

/** Where a node was, what it was called, and whether it could be seen. */
export interface Place {
  parentId: string | undefined;
  name: string;
  status: NodeStatus;
}

/** One change of a drive since it was seeded. */
export interface Change {
  /** Counts all changes: 1, 2, … */
  serial: number;
  org: OrgKey;
  at: number;
  action: ChangeAction;
  id: string;
  isFolder: boolean;
  libraryId: string;
  zuid: string;
  name: string;
  parentId: string | undefined;
  /** `undefined` when it did not exist. */
  before: Place | undefined;
}

/** What happened to the drives: for the feed of changes, and for listings that lag behind. */
export interface History {
  record(change: Omit<Change, 'serial'>): void;
  /** Of the newest change; 0 when there is none. */
  serial(): number;
  /** The org's changes after `serial` and until the time `until`, oldest first. */
  after(org: OrgKey, serial: number, until: number): Change[];
  /** For everything that changed after `since`: what it was then. */
  placesAt(org: OrgKey, since: number): Map<string, Place | undefined>;
  /** Of the oldest change that is still known; 0 when there is none. */
  oldest(): number;
  all(): readonly Change[];
  restore(changes: Change[]): void;
  clear(org: OrgKey): void;
}

/** More than any client lags behind; what is older is forgotten. */
const longest = 100_000;

export function createHistory(): History {
  let changes: Change[] = [];
  // It goes on when an org starts over, so that a token of the time before does not fit again.
  let last = 0;
  return {
    record(change) {
      last += 1;
      changes.push({ ...change, serial: last });
      if (changes.length > longest * 1.5) changes = changes.slice(-longest);
    },
    serial: () => last,
    after: (org, from, until) =>
      changes.filter((one) => one.org === org && one.serial > from && one.at <= until),
    placesAt(org, since) {
      const places = new Map<string, Place | undefined>();
      for (let at = changes.length - 1; at >= 0; at -= 1) {
        const change = changes[at];
        if (!change || change.at <= since) break;
        if (change.org === org) places.set(change.id, change.before);
      }
      return places;
    },
    oldest: () => changes[0]?.serial ?? 0,
    all: () => changes,
    restore(rows) {
      changes = rows;
      last = rows.at(-1)?.serial ?? 0;
    },
    clear(org) {
      changes = changes.filter((one) => one.org !== org);
    },
  };
}

/** The place of a node now. */
export function placeOf({ parentId, name, status }: DriveNode): Place {
  return { parentId, name, status };
}
