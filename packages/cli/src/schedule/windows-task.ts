import { describeTime, type Rhythm } from './rhythm.ts';
import type { ScheduledJob } from './scheduled-job.ts';
import { xmlText } from './xml-text.ts';

/** What only Windows asks for. */
export interface WindowsTaskOptions {
  /** Whose rights it runs with, e.g. `COMPANY\jane`. */
  user: string;
  /** The day from which on it starts, e.g. `2026-01-31`. */
  firstDay: string;
  /**
   * Whether it runs only while that user is logged on, and in a window. Otherwise it runs in a
   * session without a desktop, for which the task has to be registered by an administrator.
   */
  whenLoggedOn: boolean;
}

/**
 * A task of Windows Task Scheduler 1.2 (Windows 7). The order of elements is that of Microsoft's
 * schema (Microsoft doc: Task Scheduler Schema; `triggerBaseType` and `calendarTriggerType` are
 * sequences, the others take any order). The text declares UTF-16, which is how Task Scheduler itself
 * writes: keep it as `utf16File`.
 */
export function windowsTask(job: ScheduledJob, options: WindowsTaskOptions): string {
  const { name, description, rhythm, launcher, folder } = job;
  const { user, firstDay, whenLoggedOn } = options;
  return toXml([
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>',
    `    <URI>\\${xmlText(name)}</URI>`,
    `    <Description>${xmlText(description)}</Description>`,
    '  </RegistrationInfo>',
    '  <Triggers>',
    ...triggers(rhythm, firstDay),
    '  </Triggers>',
    '  <Principals>',
    '    <Principal id="Author">',
    `      <UserId>${xmlText(user)}</UserId>`,
    `      <LogonType>${whenLoggedOn ? 'InteractiveToken' : 'S4U'}</LogonType>`,
    '      <RunLevel>LeastPrivilege</RunLevel>',
    '    </Principal>',
    '  </Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <Enabled>true</Enabled>',
    // The first run of a large organisation takes days; what hangs has time limits of its own.
    '    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
    '  </Settings>',
    '  <Actions Context="Author">',
    '    <Exec>',
    String.raw`      <Command>%SystemRoot%\System32\cmd.exe</Command>`,
    // With /s the outer quotes go and the inner ones stay, whatever stands between them.
    `      <Arguments>${xmlText(`/d /s /c ""${launcher}""`)}</Arguments>`,
    // Without quotes: Task Scheduler takes them for a part of the path.
    `      <WorkingDirectory>${xmlText(folder)}</WorkingDirectory>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
  ]);
}

/** A text as UTF-16 with its mark, little end first. */
export function utf16File(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`, 'utf16le');
}

// --- internal ---

function toXml(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}

function triggers(rhythm: Rhythm, firstDay: string): string[] {
  switch (rhythm.kind) {
    case 'minutes':
      return repeated(`PT${rhythm.every}M`, firstDay);
    case 'hours':
      return repeated(`PT${rhythm.every}H`, firstDay);
    case 'daily':
      return rhythm.at.flatMap((time) => [
        '    <CalendarTrigger>',
        '      <Enabled>true</Enabled>',
        `      <StartBoundary>${firstDay}T${describeTime(time)}:00</StartBoundary>`,
        '      <ScheduleByDay>',
        '        <DaysInterval>1</DaysInterval>',
        '      </ScheduleByDay>',
        '    </CalendarTrigger>',
      ]);
    default:
      return rhythm satisfies never;
  }
}

/** Without a duration it goes on for ever (Microsoft doc: repetitionType). */
function repeated(interval: string, firstDay: string): string[] {
  return [
    '    <TimeTrigger>',
    '      <Enabled>true</Enabled>',
    `      <StartBoundary>${firstDay}T00:00:00</StartBoundary>`,
    '      <Repetition>',
    `        <Interval>${interval}</Interval>`,
    '      </Repetition>',
    '    </TimeTrigger>',
  ];
}
