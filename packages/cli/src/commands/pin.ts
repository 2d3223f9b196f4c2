import { whyNotPending, type FolderRef } from '@zohokit/transfer-core';
import { isZohoError } from '@zohokit/zoho-http';
import { parseWorkDriveAddress } from '@zohokit/zoho-workdrive';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { CommandFailure } from '../command-failure.ts';
import { createCommand, type Command } from '../command.ts';
import { whyNoDriveId } from '../config/drive-id.ts';
import { exitCodes } from '../exit-code.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import type { PinResult } from '../runs/pin-result.ts';
import { underRunLock } from '../run/under-run-lock.ts';
import { bindOrgs } from '../run/recognize-orgs.ts';
import type { JobAtHand } from '../run/with-job.ts';
import { withUpkeep } from '../run/with-upkeep.ts';
import { parseRecordId } from '../selection-flags.ts';
import { UsageError } from '../usage-error.ts';

const flags = {
  record: {
    type: 'positional',
    required: true,
    valueHint: 'RECORD',
    description: 'Id of a CRM record',
  },
  folder: {
    type: 'positional',
    default: '',
    valueHint: 'FOLDER',
    description: 'Id or address of the folder of org B that is meant',
  },
  clear: { type: 'boolean', description: 'Let names decide again' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
} as const;

/** `zohokit pin`: settles which folder a record means. */
export function createPinCommand(app: App): Command {
  return createCommand({
    name: 'pin',
    description: 'Choose the source folder of a record, where its name is ambiguous',
    args: flags,
    examples: [
      {
        line: 'pin 4876876000000624001 xfnil1525b6d4ce4abe43d2fb1f3bed43bfaa',
        does: 'zohokit explain shows the candidates',
      },
      { line: 'pin 4876876000000624001 --clear', does: 'let names decide again' },
    ],
    async run({ args }) {
      const recordId = parseRecordId('RECORD', args.record);
      const folderId = parseFolder(args.folder, args.clear === true);
      const { json = false } = args;
      const result = await withUpkeep(
        { app, source: settingsSource(args), command: 'pin', show: { json, quiet: false } },
        async (job) => ({
          result: await pin(job, { recordId, folderId }, app.signal),
          exitCode: exitCodes.done,
        }),
      );
      const text = harmless(describe(result));
      app.out.write(`${json ? harmlessJson(result) : text}\n`);
      return exitCodes.done;
    },
  });
}

// --- internal ---

interface Pin {
  recordId: string;
  /** `undefined`: names decide. */
  folderId: string | undefined;
}

async function pin(
  job: JobAtHand,
  { recordId, folderId }: Pin,
  signal: AbortSignal,
): Promise<PinResult> {
  const { records, state, tell } = job;
  return await underRunLock(job, async () => {
    await bindOrgs(job, signal);
    const record = (await records.read([recordId], signal)).get(recordId);
    const known = await state.journal.record(recordId);
    if (record === undefined && folderId !== undefined)
      throw new CommandFailure(`there is no record ${recordId} in the module`);
    const folder = folderId === undefined ? undefined : await find(job, folderId, signal);
    const before = known?.pinnedFolderId;
    // A record that nobody pinned stays unknown to the journal.
    if (before !== folder?.id) await state.journal.pin(recordId, folder?.id);
    tell({ type: 'record-pinned', recordId, folder, before });
    return {
      type: 'pin',
      recordId,
      folder: folder === undefined ? null : { id: folder.id, name: folder.name },
      before: before ?? null,
      pending: record !== undefined && whyNotPending(record) === undefined,
    };
  });
}

async function find(
  { source }: Pick<JobAtHand, 'source'>,
  folderId: string,
  signal: AbortSignal,
): Promise<FolderRef> {
  const folder = await source.folder(folderId, signal);
  if (folder !== undefined) return folder;
  throw new CommandFailure(
    `org B has no folder ${folderId}, or it is in the trash, or its user may not see it; zohokit explain shows the candidates`,
  );
}

function parseFolder(text: string, clear: boolean): string | undefined {
  const given = text.trim();
  if (clear && given !== '') throw new UsageError('--clear takes no FOLDER: names decide again');
  if (clear) return undefined;
  if (given === '') throw new UsageError('a value is missing: FOLDER, or --clear');
  const wrong = whyNoDriveId(given);
  if (wrong === undefined) return given;
  const id = idOfAddress(given);
  if (id === undefined) throw new UsageError(`FOLDER ${wrong}`);
  return id;
}

function idOfAddress(text: string): string | undefined {
  try {
    return parseWorkDriveAddress(text).id;
  } catch (error) {
    if (!isZohoError(error)) throw error;
    return undefined;
  }
}

function describe({ recordId, folder, before, pending }: PinResult): string {
  const next = pending ? 'the next run looks at it' : 'it does not ask for a transfer now';
  if (folder !== null)
    return `Record ${recordId} means folder "${folder.name}" (${folder.id}) from now on; ${next}`;
  return before === null
    ? `Record ${recordId} was not pinned`
    : `Record ${recordId} is no longer pinned to ${before}: names decide again; ${next}`;
}
