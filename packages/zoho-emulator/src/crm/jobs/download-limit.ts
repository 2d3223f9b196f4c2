import * as v from 'valibot';
import type { OrgKey } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';

/** Lets ten downloads of an org pass within a minute (Zoho doc: bulk-read download-result). */
export interface DownloadLimit {
  /** Counts a download, or says that it is one too many; then it is not counted. */
  pass(org: OrgKey): boolean;
}

export function createDownloadLimit(world: CrmWorld): DownloadLimit {
  let passed: v.InferOutput<typeof Row>[] = [];
  world.tables.push({
    name: 'crm-bulk-downloads',
    capture: () => passed,
    restore(rows) {
      passed = [...rows].map((row) => v.parse(Row, row));
    },
  });
  return {
    pass(org) {
      const now = world.deps.clock.now();
      passed = passed.filter(({ at }) => at > now - minute);
      if (passed.filter((one) => one.org === org).length >= perMinute) return false;
      passed.push({ org, at: now });
      return true;
    },
  };
}

// --- internal ---

const perMinute = 10;
const minute = 60_000;

const Row = v.object({ org: v.picklist(['a', 'b']), at: v.number() });
