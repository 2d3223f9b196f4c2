/** What the machine's scheduler knows of this transfer. */
export type ScheduleReport =
  /** @param description e.g. `Task Scheduler "zohokit-1a2b3c", daily at 02:15, last result 0` */
  | { kind: 'installed'; description: string }
  | { kind: 'none' }
  /** Something was installed and does not work any more. */
  | { kind: 'broken'; message: string }
  /** Nobody can tell here, and why. */
  | { kind: 'unknown'; reason: string };

/** Looks whether something starts the transfer of this state folder by itself. Never rejects. */
export type ScheduleProbe = (job: { home: string }) => Promise<ScheduleReport>;

/** Where nobody looks. */
export const unknownSchedule: ScheduleProbe = async () => ({
  kind: 'unknown',
  reason: 'nobody looks for schedules here',
});
