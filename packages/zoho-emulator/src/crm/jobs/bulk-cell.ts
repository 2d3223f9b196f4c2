import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmRecord } from '../record-table.ts';
import type { BulkMapping } from './bulk-mapping.ts';
import { createDateFormat } from './date-format.ts';

/** The text of a cell as a write of records would have it; a text that fits nothing stays one. */
export function toCellValue(
  org: CrmOrg,
  field: CrmField,
  text: string,
  { format, find_by }: Pick<BulkMapping, 'format' | 'find_by'>,
): { value: unknown } | { code: string } {
  switch (field.dataType) {
    case 'boolean':
      return { value: booleans[text.toLowerCase()] ?? text };
    case 'integer':
    case 'double':
    case 'currency':
    case 'percent':
      return { value: /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text };
    case 'date': {
      const reading = createDateFormat(format ?? 'MM/dd/yyyy');
      return { value: reading?.toDate(text) ?? text };
    }
    case 'datetime': {
      const reading = createDateFormat(format ?? 'MM/dd/yyyy HH:mm:ss');
      return { value: reading?.toDateTime(text, org.timeZone) ?? text };
    }
    case 'multiselectpicklist':
      return { value: text.split(';') };
    case 'lookup': {
      const target = org.modules.get(field.lookupModule ?? '');
      const found = target && findBy(target, find_by ?? 'id', text);
      return found ? { value: { id: found.id } } : { code: 'RESOURCE_NOT_FOUND' };
    }
    case 'ownerlookup':
    case 'userlookup':
      return { value: { id: find_by === 'email' && text === org.user.email ? org.user.id : text } };
    default:
      return { value: text };
  }
}

/** The record that has `text` in the field; without one of that value, none. */
export function findBy(module: CrmModule, field: string, text: string): CrmRecord | undefined {
  return field === 'id' ? module.records.get(text) : module.records.having(field, text)[0];
}

// --- internal ---

const booleans: Record<string, boolean> = { true: true, false: false, '1': true, '0': false };
