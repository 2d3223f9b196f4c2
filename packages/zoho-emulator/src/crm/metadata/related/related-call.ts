import { toCrmError } from '../../../refusals.ts';
import type { EmulatedAnswer } from '../../../seam.ts';
import type { ModuleCall } from '../../crm-route.ts';
import type { CrmRecord } from '../../record-table.ts';
import { deletedState } from '../../records/deleted-state.ts';
import { type RelatedList, relatedListsOf } from '../related-lists.ts';
import { invalidPathId } from '../settings-query.ts';
import type { LinkValues, Links } from './links.ts';

/** A call of a related list whose record and list are there. */
export interface RelatedCall extends ModuleCall {
  links: Links;
  parent: CrmRecord;
  list: RelatedList;
}

/** A record of the list, with what its link says. */
export interface RelatedRow {
  record: CrmRecord;
  values: LinkValues;
}

/** Finds record and list, or says which of them is not there (Zoho doc: related-records). */
export function openRelated(
  call: ModuleCall,
  links: Links,
  where: 'live' | 'deleted',
): RelatedCall | EmulatedAnswer {
  const { world, org, module, request } = call;
  const lists = relatedListsOf(org, module);
  if (lists.length === 0) return notSupported;
  const id = request.params['id'] ?? '';
  const gone = module.records.deleted.get(id);
  const inBin = gone && deletedState(gone, world.deps.clock.now()) === 'recycle';
  const deleted = inBin ? gone.record : undefined;
  const parent = where === 'live' ? module.records.get(id) : deleted;
  const first = where === 'live' ? 1 : 2;
  if (!parent) return invalidPathId(first);
  const list = lists.find(({ apiName }) => apiName === request.params['list']);
  if (!list) {
    return toCrmError(400, 'INVALID_DATA', 'the relation name given seems to be invalid', {
      resource_path_index: first + 1,
    });
  }
  return { ...call, links, parent, list };
}

/** What stands in the list. */
export function relatedRows({ org, links, parent, list, module }: RelatedCall): RelatedRow[] {
  const { records } = list.module;
  if (list.by === 'link') {
    const end = { module: module.apiName, id: parent.id };
    return [...links.of(org.key, end, list.module.apiName)].flatMap(([id, values]) => {
      const record = records.get(id);
      return record ? [{ record, values }] : [];
    });
  }
  const { apiName, dataType } = list.by.lookup;
  const rows = [...records.values()].filter((record) => {
    if (toId(record[apiName]) !== parent.id) return false;
    return dataType === 'lookup' || record['$se_module'] === module.apiName;
  });
  return rows.map((record) => ({ record, values: {} }));
}

/** Zoho doc: related-records: for modules without lists, and for lists that cannot be edited. */
export const notSupported = toCrmError(
  400,
  'NOT_SUPPORTED',
  'the relation name given is not supported',
  { resource_path_index: 2 },
);

// --- internal ---

function toId(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
}
