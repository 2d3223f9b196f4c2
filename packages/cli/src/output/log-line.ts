import * as v from 'valibot';
import { logLevels } from '../config/setting.ts';
import { eventEntries, upkeepEventEntries } from './event-entries.ts';

/** One line of the log of a run, or of a command around a run. What is for watching only is not in it. */
export const LogLine = v.variant('event', [
  ...namesOf(eventEntries, 'item-progress').map((event) => toLogLine(event, eventEntries[event])),
  ...namesOf(upkeepEventEntries).map((event) => toLogLine(event, upkeepEventEntries[event])),
]);

/** One line of what `zohokit run --json` prints. Single attempts on the wire are for the log. */
export const RunLine = v.variant(
  'type',
  namesOf(eventEntries, 'request-start', 'request-end').map((type) =>
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

function toLogLine<Name extends string, Entries extends v.ObjectEntries>(
  event: Name,
  entries: Entries,
) {
  return v.strictObject({
    timestamp: v.pipe(v.string(), v.isoTimestamp()),
    /** Of a command around a run its own. */
    runId: v.string(),
    level: v.picklist(logLevels),
    event: v.literal(event),
    ...entries,
  });
}

function namesOf<Entries extends object>(
  entries: Entries,
  ...left: readonly (keyof Entries)[]
): (keyof Entries & string)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal
  return (Object.keys(entries) as (keyof Entries & string)[]).filter(
    (name) => !left.includes(name),
  );
}
