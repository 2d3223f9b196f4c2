import type { RecordSource, TransferRecord, WriteResult, WriteRow } from '@zohokit/transfer-core';
import type {
  CrmClient,
  CrmRow,
  CrmTrigger,
  WriteResult as CrmWriteResult,
} from '@zohokit/zoho-crm';
import { isZohoError } from '@zohokit/zoho-http';
import { mappedValues, valueFieldNames, writeValues } from './record-value-fields.ts';
import { toTransferRecord, type RecordFields } from './crm-row-to-record.ts';
import { translated, translatedEach, type FailureContext } from './zoho-failure.ts';

/** Which module asks for transfers, and in which of its fields. */
export interface CrmRecordSourceOptions {
  crm: Pick<CrmClient, 'coql' | 'records'>;
  module: string;
  fields: RecordFields;
  /** Which automations a write sets off. @default all that the org has configured */
  trigger?: readonly CrmTrigger[] | undefined;
  /** Named in messages. @default 'org A' */
  org?: string | undefined;
  /** Told once when a slower way had to be taken. */
  onWarning: (message: string) => void;
}

/** The records of a CRM module as the core knows them. */
export function createCrmRecordSource(options: CrmRecordSourceOptions): RecordSource {
  const { crm, module, fields, trigger, onWarning, org = 'org A' } = options;
  const { checkboxField, folderNameField, storeFolderField, valueFields } = fields;
  const records = crm.records(module);
  const select = [checkboxField, folderNameField, 'Modified_Time'];
  if (storeFolderField !== undefined) select.push(storeFolderField);
  if (valueFields !== undefined) select.push(...valueFieldNames(valueFields));
  const toRow = ({ id, checked, values = {} }: WriteRow): Record<string, unknown> => ({
    id,
    ...(checked !== undefined && { [checkboxField]: checked }),
    ...(valueFields && writeValues(values, valueFields)),
  });
  const context: FailureContext = { org, about: `CRM module ${module}`, meanings };

  /** What a query finds, and a scan in its place finds among others. */
  async function* recordsWhere(
    where: string,
    isWanted: (record: TransferRecord) => boolean,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<TransferRecord, void, undefined> {
    const rows = rowsWhere(options, select, where, signal);
    for await (const row of translatedEach(rows, context)) {
      const record = toTransferRecord(row, fields);
      if (isWanted(record)) yield record;
    }
  }

  return {
    maps: valueFields === undefined ? new Set() : mappedValues(valueFields),

    async *pending(signal) {
      const where = `(${checkboxField} = 'false' and ${folderNameField} is not null)`;
      let found = false;
      for await (const record of recordsWhere(where, isPending, signal)) {
        found = true;
        yield record;
      }
      if (found || !(await translated(isUnsetInSome(options, select, signal), context))) return;
      onWarning(
        `records of ${module} that are older than the field ${checkboxField} have no value in it, and a query for unticked ones does not find them: all records with a folder name are looked through`,
      );
      yield* recordsWhere(`${folderNameField} is not null`, isPending, signal);
    },

    async read(ids, signal) {
      const rows = await translated(records.findMany(ids, { fields: select, signal }), context);
      return new Map([...rows].map(([id, row]) => [id, toTransferRecord(row, fields)]));
    },

    named: (signal) => recordsWhere(`${folderNameField} is not null`, hasName, signal),

    async write(rows, signal) {
      const [only, ...others] = rows;
      // The header is about the whole request: with several rows it would name one row's time.
      const ifUnmodifiedSince = others.length === 0 ? only?.version : undefined;
      const results = await translated(
        records.update(rows.map(toRow), { ifUnmodifiedSince, trigger, signal }),
        context,
      );
      return rows.map(({ id }, at) => toWriteResult(id, results[at]));
    },
  };
}

// --- internal ---

/** CRM says so of a module, field or condition that it does not know. */
const meanings: FailureContext['meanings'] = {
  'bad-request': { reach: 'run', reason: 'configuration' },
  usage: { reach: 'run', reason: 'configuration' },
};

/** @param result that of the same row; results are as many as rows, and in their order */
function toWriteResult(id: string, result: CrmWriteResult | undefined): WriteResult {
  if (result?.ok === true) return { id, ok: true };
  const { code = 'no result', message = '' } = result ?? {};
  return { id, ok: false, message: `${code}: ${message}` };
}

const hasName = ({ folderName }: TransferRecord): boolean => folderName !== undefined;

function isPending({ checked, folderName }: TransferRecord): boolean {
  return !checked && folderName !== undefined;
}

/** One page. */
const lookedAt = 200;

/**
 * Nothing was found by the query for unticked records, which is what a query says of a field that is
 * none or of another kind, too, and of a checkbox that was made after the records: whether those read
 * false or null, and are found by `= 'false'`, Zoho does not say. So the records that were edited last
 * are read; it rejects when a field is not of its kind, and says whether an empty box asks for a transfer.
 */
async function isUnsetInSome(
  { crm, module, fields }: CrmRecordSourceOptions,
  select: readonly string[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const latest = { sortBy: 'Modified_Time', sortOrder: 'desc' } as const;
  let count = 0;
  for await (const row of crm.records(module).list({ ...latest, fields: select, signal })) {
    const record = toTransferRecord(row, fields);
    // Records may have gone from the query and be seen here a moment later: only an empty box counts.
    if (row[fields.checkboxField] === null && isPending(record)) return true;
    count += 1;
    if (count === lookedAt) break;
  }
  return false;
}

/** By COQL, or without its scope by a scan of the whole module, whose rows are not selected. */
async function* rowsWhere(
  { crm, module, onWarning }: CrmRecordSourceOptions,
  select: readonly string[],
  where: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<CrmRow, void, undefined> {
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
    `the token lacks ZohoCRM.coql.READ: all records of ${module} are listed to find those that matter, which takes longer and ends at 100,000 records`,
  );
  yield* crm.records(module).list({ fields: select, signal });
}
