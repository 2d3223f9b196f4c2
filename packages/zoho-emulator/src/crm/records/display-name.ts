import type { CrmModule } from '../crm-module.ts';
import type { CrmRecord } from '../record-table.ts';

/** What a record is called where it is pointed to: of a person both names. */
export function displayName({ nameField }: CrmModule, record: CrmRecord): string | null {
  const name = record[nameField];
  if (nameField !== 'Last_Name') return typeof name === 'string' ? name : null;
  return fullName(record);
}

/** First and last name, as far as they are there. */
export function fullName(record: Readonly<Record<string, unknown>>): string | null {
  const parts = [record['First_Name'], record['Last_Name']].filter(
    (part) => typeof part === 'string' && part !== '',
  );
  return parts.length === 0 ? null : parts.join(' ');
}
