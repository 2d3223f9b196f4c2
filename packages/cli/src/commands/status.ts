import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { describeTime } from '../output/describe-time.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import { readStatus } from '../runs/read-status.ts';
import type { StatusResult } from '../runs/status-result.ts';
import { chooseClock } from '../run/choose-clock.ts';
import { withOwnState } from '../run/with-own-state.ts';

const flags = {
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
} as const;

/** `zohokit status`: how things stand. Asks Zoho nothing. */
export function createStatusCommand(app: App): Command {
  return createCommand({
    name: 'status',
    description: 'Say how the last run ended, what is left, and whether Zoho lets us',
    args: flags,
    examples: [
      { line: 'status', does: 'asks Zoho nothing' },
      { line: 'status --json', does: 'for a monitor' },
    ],
    async run({ args }) {
      const desk = { app, source: settingsSource(args), use: 'look' } as const;
      const result = await withOwnState(desk, async ({ config, state }) => {
        const now = (await chooseClock(config, app)).now();
        return await readStatus(state, { module: config.crm.module, now });
      });
      const lines = describe(result).map(harmless);
      app.out.write(args.json === true ? `${harmlessJson(result)}\n` : `${lines.join('\n')}\n`);
      return exitCodes.done;
    },
  });
}

// --- internal ---

function describe(status: StatusResult): string[] {
  const { module, place, openRecords, needPerson, unsettled, penalties } = status;
  return [
    `Transfer for records of ${module}; its state is in ${place}`,
    describeLastRun(status),
    `${openRecords} records are left open; the next run goes on with them`,
    ...needPerson.map(
      ({ recordId, status: how, message }) =>
        `Record ${recordId} needs a person: ${how}: ${message}`,
    ),
    ...unsettled.map(
      ({ recordId, name, folderId }) =>
        `Record ${recordId}: whether "${name}" is in folder ${folderId} is not known; the next run looks`,
    ),
    ...(penalties.length === 0 ? ['Zoho does not refuse us'] : []),
    ...penalties.map(
      ({ key, until, remainingMs }) =>
        `Zoho refuses ${key} until ${until}, for another ${describeTime(remainingMs)}`,
    ),
  ];
}

function describeLastRun({ lastRun, running }: StatusResult): string {
  if (lastRun === null) return 'No run has taken place yet';
  const { id, startedAt, endedAt, exitCode, records, files } = lastRun;
  const since = startedAt === null ? '' : ` since ${startedAt}`;
  if (running) return `Run ${id} is going on${since}`;
  if (endedAt === null) return `Run ${id} of ${startedAt ?? 'an unknown time'} was killed`;
  const counts = Object.entries(records).map(([status, count]) => `${count} ${status}`);
  const outcome = counts.length === 0 ? 'no records' : counts.join(', ');
  return `Last run ${id} ended at ${endedAt} with exit code ${exitCode}: ${outcome}; ${files.transferred} of ${files.discovered} files transferred, ${files.failed} failed`;
}
