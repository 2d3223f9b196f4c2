/** What the machine's scheduler knows of this transfer. */
export type ScheduleReport =
  /** @param description e.g. `Task Scheduler "zohokit", daily at 02:15, last result 0` */
  | { kind: 'installed'; description: string }
  | { kind: 'none' }
  /** Nobody can tell here, and why. */
  | { kind: 'unknown'; reason: string };

/** Looks whether something starts the transfer of this state folder by itself. Never rejects. */
export type ScheduleProbe = (job: { home: string }) => Promise<ScheduleReport>;

/** Until the program installs schedules itself, it cannot find them either. */
export const unknownSchedule: ScheduleProbe = async () => ({
  kind: 'unknown',
  reason: 'this release does not look for schedules',
});
