import { explainRecord, type RecordExplanation } from '@zohokit/transfer-core';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags, type SettingsSource } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { describeExplanation } from '../explain/describe-explanation.ts';
import type { ExplainResult } from '../explain/explain-result.ts';
import { toExplainResult } from '../explain/to-explain-result.ts';
import { harmlessJson } from '../output/harmless.ts';
import { withWorkspace } from '../run/with-workspace.ts';
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
      const explanation = await explain(app, { recordId, source: settingsSource(args) });
      const result: ExplainResult = toExplainResult(explanation);
      const lines = describeExplanation(result);
      app.out.write(args.json === true ? `${harmlessJson(result)}\n` : `${lines.join('\n')}\n`);
      return explanation.record === undefined ? exitCodes.failed : exitCodes.done;
    },
  });
}

// --- internal ---

async function explain(
  app: App,
  { recordId, source }: { recordId: string; source: SettingsSource },
): Promise<RecordExplanation> {
  return await withWorkspace({ app, source }, async (workspace) => {
    const { clock, config, records, state, store } = workspace;
    const { journal } = state;
    await state.checkBinding(await workspace.identify(app.signal));
    return await explainRecord(
      { records, source: workspace.source, store, clock, journal },
      {
        recordId,
        storeFolderId: config.storeFolderId,
        rules: config.rules,
        signal: app.signal,
      },
    );
  });
}
