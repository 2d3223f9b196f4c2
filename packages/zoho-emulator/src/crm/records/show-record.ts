import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmRecord } from '../record-table.ts';
import { displayName } from './display-name.ts';
import { toInitialValue } from './field-value.ts';
import { storedRows } from './list-values.ts';

/** How a record is shown: `list` leaves out and cuts what only a read of one record has. */
export type RecordView = 'list' | 'single';

/** Zoho doc: get-records. */
export const richTextInLists = 500;

/**
 * The record with these fields, or with all of them; `id` is always among them. A name that is no
 * field is passed over in silence [not documented].
 */
export function showRecord(
  org: CrmOrg,
  module: CrmModule,
  record: CrmRecord,
  { fields, view }: { fields: readonly string[] | undefined; view: RecordView },
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const name of fields ?? [...module.fields.keys(), ...stateKeys]) {
    const field = module.fields.get(name);
    if (name.startsWith('$')) {
      const value = toStateValue(record, name);
      if (value !== undefined) shown[name] = value;
    } else if (field && name !== 'id' && (view === 'single' || !singleOnly.has(field.dataType))) {
      const value = record[name] ?? toInitialValue(field);
      shown[name] = value === null ? null : showValue({ org, module, record, field, view }, value);
    }
  }
  shown['id'] = record.id;
  if (view === 'single') {
    const more = Object.keys(shown).filter((name) => hasRows(module.fields.get(name)));
    if (more.length > 0) shown['$has_more'] = Object.fromEntries(more.map((name) => [name, false]));
  }
  return shown;
}

// --- internal ---

/** Of these a list says nothing (Zoho doc: get-records). */
const singleOnly = new Set(['subform', 'multiselectlookup', 'multiuserlookup']);

/** What a read of one record says of its state besides its fields. */
const stateKeys = [
  '$approval_state',
  '$approved',
  '$converted',
  '$currency_symbol',
  '$editable',
  '$field_states',
  '$in_merge',
  '$locked_for_me',
  '$process_flow',
  '$sharing_permission',
];

const usualState: Readonly<Record<string, unknown>> = {
  $approval_state: 'approved',
  $approved: true,
  $converted: false,
  $currency_symbol: '$',
  $editable: true,
  $event_cancelled: false,
  $field_states: null,
  $in_merge: false,
  $locked_for_me: false,
  $process_flow: false,
  $sharing_permission: 'full_access',
  $state: 'save',
};

/** Keys of the emulator's own. */
const hidden = new Set(['$refuses']);

function toStateValue(record: CrmRecord, name: string): unknown {
  if (hidden.has(name)) return undefined;
  if (name === '$approval_state' && record['$approved'] === false) {
    return record[name] ?? 'approval_process_pending';
  }
  return record[name] ?? usualState[name];
}

function hasRows(field: CrmField | undefined): boolean {
  return field !== undefined && singleOnly.has(field.dataType);
}

interface Showing {
  org: CrmOrg;
  module: CrmModule;
  record: CrmRecord;
  field: CrmField;
  view: RecordView;
}

function showValue({ org, module, record, field, view }: Showing, value: unknown): unknown {
  if (field.dataType === 'lookup') return renamed(org, field, value);
  if (field.dataType === 'subform') {
    const parent = { name: displayName(module, record), id: record.id };
    return storedRows(value).map((row) => ({ ...row, Parent_Id: parent }));
  }
  const cut = view === 'list' && field.textarea === 'rich_text' && typeof value === 'string';
  return cut ? value.slice(0, richTextInLists) : value;
}

/** A link is shown with what the other record is called now. */
function renamed(org: CrmOrg, { lookupModule = '' }: CrmField, link: unknown): unknown {
  if (typeof link !== 'object' || link === null || !('id' in link)) return link;
  const module = org.modules.get(lookupModule);
  const record = module?.records.get(String(link.id));
  return module && record ? { name: displayName(module, record), id: record.id } : link;
}
