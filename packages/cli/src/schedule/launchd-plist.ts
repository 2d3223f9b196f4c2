import type { Rhythm } from './rhythm.ts';
import type { ScheduledJob } from './scheduled-job.ts';
import { xmlText } from './xml-text.ts';

/**
 * An agent of macOS. Starts by the calendar are made up for when the machine wakes, and one that still
 * runs is not started again (man page: launchd.plist, StartCalendarInterval).
 */
export function launchdPlist({ name, rhythm, launcher, folder }: ScheduledJob): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    ...entry('Label', launchdLabel(name)),
    '  <key>ProgramArguments</key>',
    '  <array>',
    '    <string>/bin/sh</string>',
    `    <string>${xmlText(launcher)}</string>`,
    '  </array>',
    ...entry('WorkingDirectory', folder),
    '  <key>StartCalendarInterval</key>',
    '  <array>',
    ...starts(rhythm).flatMap(({ hour, minute }) => [
      '    <dict>',
      ...(hour === undefined ? [] : ['      <key>Hour</key>', `      <integer>${hour}</integer>`]),
      '      <key>Minute</key>',
      `      <integer>${minute}</integer>`,
      '    </dict>',
    ]),
    '  </array>',
    ...entry('ProcessType', 'Background'),
    '</dict>',
    '</plist>',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** How launchd calls a job. */
export function launchdLabel(name: string): string {
  return `net.zohokit.${name}`;
}

// --- internal ---

function entry(key: string, value: string): string[] {
  return [`  <key>${key}</key>`, `  <string>${xmlText(value)}</string>`];
}

/** An hour that is left out means every hour. */
function starts(rhythm: Rhythm): { hour?: number; minute: number }[] {
  switch (rhythm.kind) {
    case 'minutes':
      return steps(60, rhythm.every).map((minute) => ({ minute }));
    case 'hours':
      return steps(24, rhythm.every).map((hour) => ({ hour, minute: 0 }));
    case 'daily':
      return rhythm.at.map(({ hour, minute }) => ({ hour, minute }));
    default:
      return rhythm satisfies never;
  }
}

function steps(end: number, by: number): number[] {
  return Array.from({ length: end / by }, (_, index) => index * by);
}
