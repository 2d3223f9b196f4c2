import type { Ids } from '../random.ts';

/** Ids that remember the last one. */
export interface TrackedIds {
  ids: Ids;
  /** The last CRM id that was handed out; empty before the first. */
  lastCrmId(): string;
}

export function trackIds(ids: Ids): TrackedIds {
  let last = '';
  return {
    ids: {
      ...ids,
      crmId() {
        last = ids.crmId();
        return last;
      },
    },
    lastCrmId: () => last,
  };
}
