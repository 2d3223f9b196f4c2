import type { RunEvent } from '../output/run-event.ts';

/** The requests of a plan by whose they are: a run repeats them before it sends anything. */
export interface RequestCounts {
  /** To WorkDrive. */
  readonly orgA: number;
  readonly orgB: number;
  readonly crm: number;
  /** For tokens. */
  readonly accounts: number;
  /** Pages of the folder of which most pages were listed. */
  readonly mostPages: number;
}

/** Counts what is sent while it listens. */
export function createRequestCounter(): {
  listen: (event: RunEvent) => void;
  counts: () => RequestCounts;
} {
  const counts = { orgA: 0, orgB: 0, crm: 0, accounts: 0 };
  const pages = new Map<string, number>();
  return {
    listen(event) {
      if (event.type !== 'request-start') return;
      const { path, connection } = event;
      if (!path.includes('/workdrive')) {
        counts[path.includes('/crm/') ? 'crm' : 'accounts'] += 1;
        return;
      }
      counts[connection === 'org A' ? 'orgA' : 'orgB'] += 1;
      // A folder's listing, whatever its page (Zoho doc: list-files-and-folders).
      if (/\/files\/[^/]+\/files$/.test(path)) pages.set(path, (pages.get(path) ?? 0) + 1);
    },
    counts: () => ({ ...counts, mostPages: Math.max(0, ...pages.values()) }),
  };
}
