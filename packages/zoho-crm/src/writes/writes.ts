import type { ServiceRequest } from '@zohokit/zoho-http';
import type { GenericSchema } from 'valibot';
import { moduleName } from '../api-name.ts';
import type { CrmRow } from '../crm-row.ts';
import type { ModuleSchema } from '../module-schema.ts';
import { scopesFor } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { usage } from '../usage.ts';
import { createRowCheck, type ReadyRow, type RowRules } from './check-rows.ts';
import { inBatches, type BatchOptions } from './in-batches.ts';
import { keyField, toBody, toWriteCall } from './write-options.ts';
import type { GuardedWriteOptions, WriteOptions } from './write-options.ts';
import type { WriteResult } from './write-result.ts';
import { orDoubt, writeRows, type RowsOrder } from './write-rows.ts';

/** By which fields an upsert looks for the record. */
export interface UpsertOptions extends GuardedWriteOptions {
  /**
   * Unique fields, or the system's own field of the module; all other unique fields are compared
   * besides (Zoho doc: upsert-records). @default the system's own, e.g. `Email` of Contacts
   */
  duplicateCheckFields?: readonly string[] | undefined;
}

/** The fields to change, and the record: by its `id`, or by a field with external ids. */
export type ChangeOf<Input extends object> = Partial<Input> & { id?: string | undefined };

/** Rows of any number, from anywhere. */
export type Rows<Row> = Iterable<Row> | AsyncIterable<Row>;

/** What came of many rows, as it becomes known: one result per row, in their order. */
export type WriteResults = AsyncGenerator<WriteResult, void, undefined>;

/**
 * Writes of records of one module. Each resolves to one result per row, in order; a bad row is a
 * result and never an error. They reject when the request as a whole was refused.
 *
 * The `…All` forms take any number of rows and send 100 per request. They go on after a request
 * whose answer was lost, with `maybeCommitted` results, and reject with what nothing would survive
 * (a refused grant, an outage). What was yielded until then is so; to resume, run the rest again.
 */
export interface Writes<Input extends object = Record<string, unknown>> {
  /** Up to 100 new records. Never sent twice: a lost answer rejects with `maybe-committed`. */
  insert(rows: readonly Input[], options?: WriteOptions): Promise<WriteResult[]>;
  /**
   * Changes up to 100 records; `null` clears, what is left out stays. A failed request is sent again,
   * because the same values twice are the same values; with `ifUnmodifiedSince` it is not.
   */
  update(rows: readonly ChangeOf<Input>[], options?: GuardedWriteOptions): Promise<WriteResult[]>;
  /**
   * Changes the records that have the rows' values in a unique field, and adds the others; up to
   * 100. It is sent again only when every row has a value in one of `duplicateCheckFields`.
   */
  upsert(rows: readonly Input[], options?: UpsertOptions): Promise<WriteResult[]>;
  /**
   * Moves up to 100 records into the recycle bin, by id. Never sent twice: a record that is gone
   * would then look like one that never was.
   */
  delete(ids: readonly string[], options?: WriteOptions): Promise<WriteResult[]>;
  /** As `insert`, for any number. */
  insertAll(rows: Rows<Input>, options?: WriteOptions & BatchOptions): WriteResults;
  /** As `update`, for any number: run again after a failure, it leaves the same state. */
  updateAll(
    rows: Rows<ChangeOf<Input>>,
    options?: GuardedWriteOptions & BatchOptions,
  ): WriteResults;
  /** As `upsert`, for any number. */
  upsertAll(rows: Rows<Input>, options?: UpsertOptions & BatchOptions): WriteResults;
  /** As `delete`, for any number. */
  deleteAll(ids: Rows<string>, options?: WriteOptions & BatchOptions): WriteResults;
}

/** Throws `usage` when `module` is not an API name. */
export function createWrites<Input extends object = Record<string, unknown>>(
  service: CrmService,
  module: string,
  schema?: ModuleSchema<CrmRow, Input>,
): Writes<Input> {
  const name = moduleName(module);
  const input: GenericSchema | undefined = schema?.input;
  const insert = (o: WriteOptions = {}) => plan(service, insertOrder(service, name, o), { input });
  const update = (o: GuardedWriteOptions = {}) =>
    plan(service, updateOrder(service, name, o), {
      input,
      partial: true,
      key: keyField(o) ?? 'id',
    });
  const upsert = (o: UpsertOptions = {}) => plan(service, upsertOrder(service, name, o), { input });
  const remove = (o: WriteOptions = {}) =>
    plan(service, deleteOrder(service, name, o), { key: keyField(o) ?? 'id' });
  const keyed = (ids: Rows<string>, o: WriteOptions = {}) => toKeyed(ids, keyField(o) ?? 'id');
  return {
    insert: (rows, o) => insert(o).once(rows),
    update: (rows, o) => update(o).once(rows),
    upsert: (rows, o) => upsert(o).once(rows),
    delete: (ids, o) => remove(o).once(ids.map((id) => ({ [keyField(o ?? {}) ?? 'id']: id }))),
    insertAll: (rows, o) => insert(o).all(rows, o),
    updateAll: (rows, o) => update(o).all(rows, o),
    upsertAll: (rows, o) => upsert(o).all(rows, o),
    deleteAll: (ids, o) => remove(o).all(keyed(ids, o), o),
  };
}

// --- internal ---

interface Plan {
  once(rows: readonly unknown[]): Promise<WriteResult[]>;
  all(rows: Rows<unknown>, options?: BatchOptions): WriteResults;
}

function plan(service: CrmService, order: RowsOrder, rules: RowRules): Plan {
  const check = createRowCheck(rules);
  return {
    once: async (rows) =>
      await writeRows(
        service,
        rows.map((row, at) => check(row, at)),
        order,
      ),
    all: (rows, options) =>
      inBatches(
        rows,
        async (batch, first) => {
          const checked = batch.map((row, at) => check(row, first + at));
          return await writeRows(service, checked, order).catch((error: unknown) =>
            orDoubt(checked, error),
          );
        },
        options,
      ),
  };
}

const valuesOf = (rows: readonly ReadyRow[]) => rows.map(({ values }) => values);

function insertOrder(service: CrmService, module: string, options: WriteOptions): RowsOrder {
  return {
    what: `insert into ${module}`,
    toRequest: (rows) => ({
      ...toWriteCall(module, options),
      method: 'POST',
      url: `${service.baseUrl}/${module}`,
      json: { data: valuesOf(rows), ...toBody(options) },
      scopes: scopesFor('module.insert', module),
    }),
  };
}

function updateOrder(service: CrmService, module: string, options: GuardedWriteOptions): RowsOrder {
  return {
    what: `update ${module}`,
    namesIds: true,
    toRequest: (rows) => ({
      ...toWriteCall(module, options),
      method: 'PUT',
      url: `${service.baseUrl}/${module}`,
      json: { data: valuesOf(rows), ...toBody(options) },
      scopes: scopesFor('module.update', module),
      // The repeat of a guarded write would be refused because of our own first write.
      repeatable: options.ifUnmodifiedSince === undefined,
    }),
  };
}

function upsertOrder(service: CrmService, module: string, options: UpsertOptions): RowsOrder {
  const { duplicateCheckFields: compare, ifUnmodifiedSince } = options;
  if (compare?.some((name) => !/^\w+$/.test(name))) {
    throw usage('"duplicateCheckFields" must hold API names of fields');
  }
  const isFound = ({ values }: ReadyRow): boolean =>
    compare?.some((name) => isGiven(values[name])) ?? false;
  return {
    what: `upsert ${module}`,
    toRequest: (rows) => ({
      ...toWriteCall(module, options),
      method: 'POST',
      url: `${service.baseUrl}/${module}/upsert`,
      json: {
        data: valuesOf(rows),
        ...(compare && { duplicate_check_fields: compare }),
        ...toBody(options),
      },
      scopes: scopesFor('module.upsert', module),
      // A row that nothing is found by would be added twice.
      repeatable: ifUnmodifiedSince === undefined && rows.every(isFound),
    }),
  };
}

function deleteOrder(service: CrmService, module: string, options: WriteOptions): RowsOrder {
  const key = keyField(options) ?? 'id';
  return {
    what: `delete from ${module}`,
    credits: () => 1,
    namesIds: true,
    toRequest: (rows): ServiceRequest => ({
      ...toWriteCall(module, options),
      method: 'DELETE',
      url: `${service.baseUrl}/${module}`,
      query: {
        ids: rows.map(({ values }) => values[key]).join(','),
        // Of all automations only workflows can be kept from a delete (Zoho doc: delete-records).
        wf_trigger: options.trigger && options.trigger.includes('workflow'),
      },
      scopes: scopesFor('module.delete', module),
    }),
  };
}

async function* toKeyed(
  ids: Rows<string>,
  key: string,
): AsyncGenerator<Record<string, string>, void, undefined> {
  for await (const id of ids) yield { [key]: id };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
