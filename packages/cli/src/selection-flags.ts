import type { ArgsDef } from 'citty';
import { transferPolicies, type TransferPolicy } from '@zohokit/transfer-core';
import { flagValues } from './flags.ts';
import { UsageError } from './usage-error.ts';
import { wholeNumber } from './whole-number.ts';

/** Flags that say which records a command is about, and when a box is ticked. */
export const selectionFlags = {
  'record-id': {
    type: 'string',
    valueHint: 'ID',
    description: 'Only this record; may be given several times',
  },
  limit: { type: 'string', valueHint: 'N', description: 'At most this many records' },
  policy: {
    type: 'string',
    valueHint: transferPolicies.join('|'),
    description: 'Tick once a file is stored, or only when none is left',
  },
} as const;

/**
 * The ids of `--record-id`; `undefined` when it is not given. Throws a `UsageError` for what cannot be one.
 * @param definitions all flags of the command
 */
export function parseRecordIds(
  rawArgs: readonly string[],
  definitions: ArgsDef,
): string[] | undefined {
  const given = flagValues(rawArgs, definitions, 'record-id');
  return given.length === 0 ? undefined : given.map((id) => parseRecordId('--record-id', id));
}

/** The number of a record. Throws a `UsageError` that names where it was given. */
export function parseRecordId(name: string, text: string): string {
  const id = text.trim();
  if (/^\d{1,25}$/.test(id)) return id;
  throw new UsageError(
    `${name} must be the number of a record as its address in CRM shows it, not ${JSON.stringify(id.slice(0, 25))}`,
  );
}

/** A number of records. Throws a `UsageError`. */
export function parseLimit(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber('--limit', text, { min: 1 });
}

/** When a box is ticked. Throws a `UsageError`. */
export function parsePolicy(text: string | undefined): TransferPolicy | undefined {
  const policy = transferPolicies.find((known) => known === text?.trim().toLowerCase());
  if (text === undefined || policy !== undefined) return policy;
  throw new UsageError(`--policy is one of ${transferPolicies.join(', ')}`);
}
