import path from 'node:path';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import { describeStatus } from '../runs/describe-status.ts';
import { readStatus } from '../runs/read-status.ts';
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
        const logs = path.join(config.home, 'logs');
        return await readStatus(state, { module: config.crm.module, now, logs });
      });
      const lines = describeStatus(result).map(harmless);
      app.out.write(args.json === true ? `${harmlessJson(result)}\n` : `${lines.join('\n')}\n`);
      return exitCodes.done;
    },
  });
}
