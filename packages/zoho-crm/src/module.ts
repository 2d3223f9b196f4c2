import type { CallOptions } from '@zohokit/zoho-http';
import { moduleName } from './api-name.ts';
import { toCall } from './call-options.ts';
import { changesOf, type Changes, type ChangesOptions } from './changes.ts';
import type { Condition } from './condition.ts';
import { createCoql, type CoqlRowsQuery } from './coql.ts';
import type { CrmRow } from './crm-row.ts';
import {
  deletedRecords,
  type DeletedRecord,
  type DeletedRecordsOptions,
} from './deleted-records.ts';
import {
  findRecord,
  findRecords,
  getRecord,
  type FindRecordOptions,
  type FindRecordsOptions,
} from './find-records.ts';
import { listRecords, type ListRecordsOptions } from './list-records.ts';
import { listedFields } from './listed-fields.ts';
import type { ModuleSchema, TypedModule } from './module-schema.ts';
import { readAll, type ReadAllOptions } from './read-all.ts';
import { createRowReader, type FieldName, type Picked, type RowReader } from './row-reader.ts';
import { searchRecords, type SearchOptions } from './search-records.ts';
import type { CrmService } from './service.ts';
import { wideRows } from './wide-rows.ts';
import { createWrites, type Writes } from './writes/writes.ts';

/** What `query` reads, and of which records. */
export interface QueryOptions<Field extends string = string> extends CallOptions {
  /**
   * API names; columns over lookups (`Account_Name.Phone`) only without a schema.
   * @default those of the schema; without one, all of the module, which costs a request
   */
  fields?: readonly Field[] | undefined;
  /** @default every record */
  where?: Condition | CoqlRowsQuery['where'];
  /** Rows per request, at most 2,000; more cost more credits per request. @default 2_000 */
  pageSize?: number | undefined;
}

/**
 * The records of one module, as its schema has them; without a schema, rows hold unknown values
 * under CRM's API names.
 */
export interface CrmModule<
  Row extends CrmRow = CrmRow,
  Input extends object = Record<string, unknown>,
>
  extends TypedModule<Row, Input>, Writes<Input> {
  /** See `listRecords`: every record, once, up to Zoho's end at row 100,000. */
  list<Field extends FieldName<Row>>(
    options?: ListRecordsOptions<Field>,
  ): AsyncGenerator<Picked<Row, Field>, void, undefined>;
  /** Every record, once, without an end, telling how far it is. See `readAll`. */
  readAll<Field extends FieldName<Row>>(
    options?: ReadAllOptions<Field>,
  ): AsyncGenerator<Picked<Row, Field>, void, undefined>;
  /** What changed and what was deleted since. See `changesOf`. */
  changes<Field extends FieldName<Row>>(
    options: ChangesOptions<Field>,
  ): Changes<Picked<Row, Field>>;
  /** Records by a condition, from the records themselves, in ascending id. See `Coql.rows`. */
  query<Field extends FieldName<Row>>(
    options?: QueryOptions<Field>,
  ): AsyncGenerator<Picked<Row, Field>, void, undefined>;
  /** Records by a condition, from an index that is behind by seconds to minutes. See `searchRecords`. */
  search<Field extends FieldName<Row>>(
    options: SearchOptions<Field>,
  ): AsyncGenerator<Picked<Row, Field>, void, undefined>;
  /** Resolves to `undefined` when there is no such record. */
  find<Field extends FieldName<Row>>(
    id: string,
    options?: FindRecordOptions<Field>,
  ): Promise<Picked<Row, Field> | undefined>;
  /** Rejects with `not-found` when there is no such record. */
  get<Field extends FieldName<Row>>(
    id: string,
    options?: FindRecordOptions<Field>,
  ): Promise<Picked<Row, Field>>;
  /** Up to 100 ids in one request; an id that does not exist is absent. */
  findMany<Field extends FieldName<Row>>(
    ids: readonly string[],
    options?: FindRecordsOptions<Field>,
  ): Promise<Map<string, Picked<Row, Field>>>;
  /** The records that were deleted, as long as CRM remembers. See `deletedRecords`. */
  deleted(options?: DeletedRecordsOptions): AsyncGenerator<DeletedRecord, void, undefined>;
}

/** Throws `usage` when `module` is not an API name. */
export function createModule<Row extends CrmRow, Input extends object>(
  service: CrmService,
  module: string,
  schema?: ModuleSchema<Row, Input>,
): CrmModule<Row, Input> {
  const name = moduleName(module);
  const coql = createCoql(service);
  const reader = <Field extends string>({ fields }: { fields?: readonly Field[] | undefined }) =>
    createRowReader<Row, Field>(name, schema, fields);
  const fieldsOf = async ({ fields }: RowReader<unknown>, call: CallOptions) =>
    fields ?? (await listedFields(service, name, toCall(call)));

  return {
    ...createWrites(service, name, schema),
    name,
    schema,
    async *list(options = {}) {
      const read = reader(options);
      const fields = await fieldsOf(read, options);
      for await (const rows of listRecords(service, name, fields, options))
        for (const row of rows) yield read.parse(row);
    },
    async *readAll(options = {}) {
      const read = reader(options);
      const source = { service, coql, module: name, fields: await fieldsOf(read, options) };
      for await (const row of readAll(source, options)) yield read.parse(row);
    },
    changes(options) {
      const { parse, fields } = reader(options);
      const names = () => fieldsOf({ parse, fields }, options);
      return changesOf({ service, coql, module: name, fields: names, parse }, options);
    },
    async *query({ where, pageSize, ...options } = {}) {
      const read = reader(options);
      const source = { service, coql, module: name, fields: await fieldsOf(read, options) };
      const query = { ...toCall(options), where, pageSize };
      for await (const row of wideRows(source, query)) yield read.parse(row);
    },
    async *search(options) {
      const read = reader(options);
      for await (const rows of searchRecords(service, name, read.fields, options))
        for (const row of rows) yield read.parse(row);
    },
    async find(id, options = {}) {
      const row = await findRecord(service, name, id, options);
      return row && reader(options).parse(row);
    },
    async get(id, options = {}) {
      return reader(options).parse(await getRecord(service, name, id, options));
    },
    async findMany(ids, options = {}) {
      const read = reader(options);
      const fields = ids.length === 0 ? [] : await fieldsOf(read, options);
      const found = await findRecords(service, name, ids, fields, options);
      return new Map([...found].map(([id, row]) => [id, read.parse(row)]));
    },
    deleted: (options) => deletedRecords(service, name, options),
  };
}
