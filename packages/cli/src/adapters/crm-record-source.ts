import type { RecordSource, TransferRecord } from '@zohokit/transfer-core';
import type { CrmClient, CrmRow } from '@zohokit/zoho-crm';
import { isZohoError } from '@zohokit/zoho-http';
import { toTransferRecord, type RecordFields } from './crm-row-to-record.ts';
import { translated, translatedEach, type FailureContext } from './zoho-failure.ts';

/** Which module asks for transfers, and in which of its fields. */
export interface CrmRecordSourceOptions {
  crm: Pick<CrmClient, 'coql' | 'records'>;
  module: string;
  fields: RecordFields;
  /** Named in messages. @default 'org A' */
  org?: string | undefined;
  /** Told once when a slower way had to be taken. */
  onWarning: (message: string) => void;
}

/** The records of a CRM module as the core knows them. */
export function createCrmRecordSource(options: CrmRecordSourceOptions): RecordSource {
  const { crm, module, fields, org = 'org A' } = options;
  const { checkboxField, folderNameField, storeFolderField } = fields;
  const records = crm.records(module);
  const select = [checkboxField, folderNameField, 'Modified_Time'];
  if (storeFolderField !== undefined) select.push(storeFolderField);
  const context: FailureContext = {
    org,
    about: `CRM module ${module}`,
    // CRM says so of a module, field or condition that it does not know.
    meanings: {
      'bad-request': { reach: 'run', reason: 'configuration' },
      usage: { reach: 'run', reason: 'configuration' },
    },
  };

  return {
    async *pending(signal) {
      let checked = false;
      for await (const row of translatedEach(pendingRows(options, select, signal), context)) {
        checked = true;
        const record = toTransferRecord(row, fields);
        if (isPending(record)) yield record;
      }
      // A condition on a field of another kind finds nothing, which looks like nothing to do.
      if (!checked) await translated(checkFields(options, select, signal), context);
    },

    async read(ids, signal) {
      const rows = await translated(records.findMany(ids, { fields: select, signal }), context);
      return new Map([...rows].map(([id, row]) => [id, toTransferRecord(row, fields)]));
    },

    async tick(rows, signal) {
      const [only, ...others] = rows;
      // The header is about the whole request: with several rows it would name one row's time.
      const ifUnmodifiedSince = others.length === 0 ? only?.version : undefined;
      const results = await translated(
        records.update(
          rows.map(({ id }) => ({ id, [checkboxField]: true })),
          { ifUnmodifiedSince, signal },
        ),
        context,
      );
      return results.map((result) =>
        result.ok
          ? { id: result.id, ok: true }
          : { id: result.id, ok: false, message: `${result.code}: ${result.message}` },
      );
    },
  };
}

// --- internal ---

function isPending({ checked, folderName }: TransferRecord): boolean {
  return !checked && folderName !== undefined;
}

/** Reads one record of any kind, so that a field of the wrong type is noticed. */
async function checkFields(
  { crm, module, fields }: CrmRecordSourceOptions,
  select: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for await (const row of crm.records(module).list({ fields: select, signal })) {
    toTransferRecord(row, fields);
    return;
  }
}

/** By COQL, or without its scope by a scan of the whole module. */
async function* pendingRows(
  { crm, module, fields, onWarning }: CrmRecordSourceOptions,
  select: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<CrmRow, void, undefined> {
  const { checkboxField, folderNameField } = fields;
  const where = `(${checkboxField} = 'false' and ${folderNameField} is not null)`;
  let begun = false;
  try {
    for await (const row of crm.coql.rows({ select, from: module, where, signal })) {
      begun = true;
      yield row;
    }
    return;
  } catch (error) {
    if (begun || !isZohoError(error) || error.kind !== 'scope') throw error;
  }
  onWarning(
    `the token lacks ZohoCRM.coql.READ: all records of ${module} are listed to find those that are pending, which takes longer and ends at 100,000 records`,
  );
  yield* crm.records(module).list({ fields: select, signal });
}
