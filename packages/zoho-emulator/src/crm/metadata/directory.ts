import * as v from 'valibot';
import type { OrgKey } from '../../seam.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import { type OrgDirectory, OrgDirectorySchema } from './org-directory.ts';

/** Who works in the orgs and with which views: what is neither a module nor a record. */
export interface Directory {
  /** Throws when the org was not seeded. */
  of(org: OrgKey): OrgDirectory;
  set(org: OrgKey, directory: OrgDirectory): void;
  table: SnapshotTable;
}

export function createDirectory(): Directory {
  const orgs = new Map<OrgKey, OrgDirectory>();
  return {
    of(org) {
      const directory = orgs.get(org);
      if (!directory) throw new Error(`Org ${org} was not seeded`);
      return directory;
    },
    set: (org, directory) => void orgs.set(org, directory),
    table: {
      name: 'crm-directory',
      *capture() {
        for (const [org, directory] of orgs) yield { org, ...structuredClone(directory) };
      },
      restore(rows) {
        orgs.clear();
        for (const row of rows) {
          const { org, ...directory } = v.parse(Row, row);
          orgs.set(org, structuredClone(directory));
        }
      },
    },
  };
}

// --- internal ---

const Row = v.object({ org: v.picklist(['a', 'b']), ...OrgDirectorySchema.entries });
