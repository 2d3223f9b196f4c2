import { explainRecord, type RecordExplanation } from '@zohokit/transfer-core';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { describeExplanation } from '../explain/describe-explanation.ts';
import { toExplainResult } from '../explain/to-explain-result.ts';
import { harmlessJson } from '../output/harmless.ts';
import { checkOrgs } from '../run/recognize-orgs.ts';
import type { JobAtHand } from '../run/with-job.ts';
import { withUpkeep } from '../run/with-upkeep.ts';
import { parseRecordId } from '../selection-flags.ts';

const flags = {
  record: {
    type: 'positional',
    required: true,
    valueHint: 'RECORD',
    description: 'Id of a CRM record',
  },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
} as const;

/** `zohokit explain`: why a record is or is not pending, and what the next run would do with it. */
export function createExplainCommand(app: App): Command {
  return createCommand({
    name: 'explain',
    description: 'Say what is known of a record, and what the next run would do with it',
    args: flags,
    examples: [
      {
        line: 'explain 4876876000000624001',
        does: 'the number is at the end of its address in CRM',
      },
      { line: 'explain 4876876000000624001 --json', does: 'for a program' },
    ],
    async run({ args }) {
      const recordId = parseRecordId('RECORD', args.record);
      const { json = false } = args;
      const { result, exitCode } = await withUpkeep(
        { app, source: settingsSource(args), command: 'explain', show: { json, quiet: false } },
        async (job) => {
          const explanation = await explain(job, recordId, app.signal);
          const end = explanation.record === undefined ? exitCodes.failed : exitCodes.done;
          return { result: { result: toExplainResult(explanation), exitCode: end }, exitCode: end };
        },
      );
      const lines = describeExplanation(result);
      app.out.write(json ? `${harmlessJson(result)}\n` : `${lines.join('\n')}\n`);
      return exitCode;
    },
  });
}

// --- internal ---

async function explain(
  job: JobAtHand,
  recordId: string,
  signal: AbortSignal,
): Promise<RecordExplanation> {
  const { clock, config, records, source, state, store } = job;
  const { rules, storeFolderId } = config;
  await checkOrgs(job, signal);
  return await explainRecord(
    { records, source, store, clock, journal: state.journal },
    { recordId, storeFolderId, rules, signal },
  );
}
