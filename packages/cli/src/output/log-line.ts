import * as v from 'valibot';
import { logLevels } from '../config/setting.ts';
import { eventEntries } from './event-entries.ts';

/** One line of the log of a run. Progress is for watching only. */
export const LogLine = v.variant(
  'event',
  namesWithout('item-progress').map((event) =>
    v.strictObject({
      timestamp: v.pipe(v.string(), v.isoTimestamp()),
      runId: v.string(),
      level: v.picklist(logLevels),
      event: v.literal(event),
      ...eventEntries[event],
    }),
  ),
);

/** One line of what `zohokit run --json` prints. Single attempts on the wire are for the log. */
export const RunLine = v.variant(
  'type',
  namesWithout('request-start', 'request-end').map((type) =>
    v.strictObject({
      type: v.literal(type),
      at: v.pipe(v.string(), v.isoTimestamp()),
      /** Absent where no run could begin. */
      runId: v.optional(v.string()),
      ...eventEntries[type],
    }),
  ),
);

// --- internal ---

type EventName = keyof typeof eventEntries;

function namesWithout(...left: readonly EventName[]): EventName[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal
  return (Object.keys(eventEntries) as EventName[]).filter((name) => !left.includes(name));
}
