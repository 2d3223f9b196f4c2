import type { CrmRow } from '../crm-row.ts';
import { crmValues } from '../crm-values.ts';
import type { ModuleSchema } from '../module-schema.ts';
import { innerShape, shapesOf } from '../schema-shape.ts';

/**
 * How a field's values are written when a schema says that it is a day or a moment. Zoho reads
 * `MM/dd/yyyy` when nobody says (Zoho doc: bulk-write create-job), and the letters are Java's.
 */
export function formatOf(
  schema: Pick<ModuleSchema<CrmRow, object>, 'input'> | undefined,
  field: string,
): string | undefined {
  const shape = innerShape(shapesOf(schema?.input)[field]);
  if (shape === crmValues.date) return 'yyyy-MM-dd';
  return shape === crmValues.dateTime ? "yyyy-MM-dd'T'HH:mm:ssXXX" : undefined;
}
