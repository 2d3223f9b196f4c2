import type { GenericSchema } from 'valibot';
import { moduleName } from './api-name.ts';
import type { CrmRow } from './crm-row.ts';

/**
 * What the records of one module look like: written by `zohokit crm typegen` from an org's own
 * field metadata, or by hand.
 */
export interface ModuleSchema<
  Row extends CrmRow = CrmRow,
  Input extends object = Record<string, unknown>,
> {
  /** API names to ask for; all that `row` reads, without `id`. */
  readonly fields: readonly string[];
  /** From a row of CRM's answer. A row that does not fit rejects with `unexpected-response`. */
  readonly row: GenericSchema<unknown, Row>;
  /** To a row of a request; read-only fields are absent. */
  readonly input: GenericSchema<Input, unknown>;
}

/** A module of a client (`crm.module(…)`), or what others need of one. */
export interface TypedModule<
  Row extends CrmRow = CrmRow,
  Input extends object = Record<string, unknown>,
> {
  /** Its API name. */
  readonly name: string;
  /** `undefined` when its records are not typed. */
  readonly schema: ModuleSchema<Row, Input> | undefined;
}

/** Name and schema of a module that is given by its API name or as one. Throws `usage` for no API name. */
export function toTypedModule(
  module: string | TypedModule<CrmRow, object>,
): TypedModule<CrmRow, object> {
  const { name, schema } =
    typeof module === 'string' ? { name: module, schema: undefined } : module;
  return { name: moduleName(name), schema };
}
