import type { GenericSchema } from 'valibot';
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
