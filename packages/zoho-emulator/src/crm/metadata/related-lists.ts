import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import { deriveId } from './derive-id.ts';
import { standardModules } from './standard-modules/standard-modules.ts';

/** A list of records of another module below a record. */
export interface RelatedList {
  id: string;
  apiName: string;
  label: string;
  /** The module whose records it shows. */
  module: CrmModule;
  /** What ties them: a lookup of theirs, or a link that is kept beside the records. */
  by: { lookup: CrmField } | 'link';
}

/** The related lists of a module, Notes and Attachments not among them. */
export function relatedListsOf(org: CrmOrg, parent: CrmModule): RelatedList[] {
  const lists = new Map<string, RelatedList>();
  const add = (apiName: string, module: CrmModule, by: RelatedList['by']): void => {
    const id = deriveId(parent.id, `list ${apiName}`);
    lists.set(apiName, { id, apiName, label: apiName.replaceAll('_', ' '), module, by });
  };
  if (ownLists.has(parent.apiName)) return [];
  for (const [apiName, name] of Object.entries(linksOf(parent))) {
    const module = org.modules.get(name);
    if (module) add(apiName, module, 'link');
  }
  for (const module of org.modules.values()) {
    if (ownLists.has(module.apiName)) continue;
    for (const field of module.fields.values()) {
      if (!pointsTo(field, parent)) continue;
      const taken = lists.has(module.apiName);
      add(taken ? `${module.apiName}_${field.apiName}` : module.apiName, module, { lookup: field });
    }
  }
  return [...lists.values()];
}

/** A related list as `GET /settings/related_lists` has it (Zoho doc: related-lists). */
export function toRelatedListWire(
  { id, apiName, label, module, by }: RelatedList,
  parent: CrmModule,
  sequence: number,
): Record<string, unknown> {
  return {
    id,
    sequence_number: String(sequence),
    display_label: label,
    name: label,
    api_name: apiName,
    module: { api_name: module.apiName, id: module.id },
    href: `${parent.apiName}/{ENTITYID}/${apiName}`,
    action: by === 'link' ? 'add_existing' : null,
    type: 'default',
    connectedmodule: null,
    linkingmodule: null,
    connectedfield: null,
    visible: true,
    status: 'visible',
    customize_sort: true,
    customize_fields: true,
    customize_display_label: true,
    fields: [{ api_name: module.nameField, id: module.fields.get(module.nameField)?.id }],
    sort_by: null,
    sort_order: null,
  };
}

// --- internal ---

/** Whose lists are served with them, and which have none of their own. */
const ownLists = new Set(['Notes', 'Attachments']);

function linksOf({ apiName }: CrmModule): Readonly<Record<string, string>> {
  return (Object.hasOwn(standardModules, apiName) && standardModules[apiName]?.links) || {};
}

function pointsTo(field: CrmField, parent: CrmModule): boolean {
  if (field.dataType === 'lookup') return field.lookupModule === parent.apiName;
  // What an activity is about may be a record of any module but a person's.
  return field.dataType === 'multi_module_lookup' && parent.apiName !== 'Contacts';
}
