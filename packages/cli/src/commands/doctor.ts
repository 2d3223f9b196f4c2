import type * as v from 'valibot';
import type { App } from '../app.ts';
import { createCommand, type Command } from '../command.ts';
import { allChecks } from '../doctor/all-checks.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import type { DoctorResult } from '../doctor/doctor-result.ts';
import { runChecks, type Reported } from '../doctor/run-checks.ts';
import { unknownSchedule, type ScheduleProbe } from '../doctor/schedule-probe.ts';
import { createWorkup } from '../doctor/workup.ts';
import { countOf } from '../output/count-of.ts';
import { harmless } from '../output/harmless.ts';

const flags = {
  write: {
    type: 'boolean',
    description: 'Also make a folder in the destination, and trash it again',
  },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
} as const;

/**
 * `zohokit doctor`: every assumption of a run, checked.
 * @param probeSchedule looks whether something starts runs by itself
 */
export function createDoctorCommand(
  app: App,
  probeSchedule: ScheduleProbe = unknownSchedule,
): Command {
  return createCommand({
    name: 'doctor',
    description: 'Check every assumption against both organisations, and name the fix',
    args: flags,
    examples: [
      { line: 'doctor', does: 'a line for each check; exit code 0 when a run would work' },
      { line: 'doctor --write', does: 'and prove that files can be stored' },
      { line: 'doctor --json', does: 'for a program' },
    ],
    async run({ args }) {
      const { write = false } = args;
      const source = settingsSource(args);
      const workup = createWorkup({ app, source, write, probeSchedule });
      const findings: Reported[] = [];
      const tell = (reported: Reported): void => {
        findings.push(reported);
        if (args.json !== true) app.out.write(`${toLine(reported)}\n`);
      };
      try {
        const exitCode = await runChecks(allChecks, workup, tell);
        const result: v.InferOutput<typeof DoctorResult> = { type: 'doctor', exitCode, findings };
        app.out.write(args.json === true ? `${JSON.stringify(result)}\n` : `${sum(findings)}\n`);
        return exitCode;
      } finally {
        if (workup.state.isKnown) await workup.state.get().close();
      }
    },
  });
}

// --- internal ---

const signs = { ok: '✓', warning: '!', failed: '✗', 'not-checked': '·' } as const;

function toLine(reported: Reported): string {
  const { check, status, message } = reported;
  const line = `${signs[status]} ${check}: ${harmless(message)}`;
  return 'fix' in reported ? `${line}\n    fix: ${harmless(reported.fix)}` : line;
}

function sum(findings: readonly Reported[]): string {
  const count = (status: Reported['status']): number =>
    findings.filter((one) => one.status === status).length;
  const unchecked = count('not-checked');
  const skipped = unchecked === 0 ? '' : `, ${unchecked} not checked`;
  return `${count('ok')} well, ${countOf(count('warning'), 'warning')}, ${count('failed')} failed${skipped}`;
}
