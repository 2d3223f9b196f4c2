import { createCriteria } from '../criteria/create-criteria.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmWorld } from '../crm-world.ts';
import type { CrmRecord } from '../record-table.ts';
import { deriveId } from './derive-id.ts';
import { toLabels } from './module-labels.ts';
import type { StoredView } from './org-directory.ts';

/** A custom view as those who read records by it need to know it. */
export interface CustomView {
  id: string;
  name: string;
  /** The order in which it shows its records, when it has one of its own. */
  sort?: { field: string; order: 'asc' | 'desc' } | undefined;
  /** Whether the view shows the record. */
  matches(record: CrmRecord): boolean;
}

export interface CustomViews {
  /** The view of the module with this `cvid`; `undefined` when the module has none such. */
  find(org: CrmOrg, module: CrmModule, cvid: string): CustomView | undefined;
}

/** The custom views of a world: `All …` of each module and those of the seed. */
export function customViews(world: CrmWorld): CustomViews {
  return {
    find(org, module, cvid) {
      const view = viewsOf(world, org, module).find(({ id }) => id === cvid);
      if (!view) return undefined;
      const { id, name, sort } = view;
      const criteria = createCriteria(module, view.criteria, (api) => org.modules.get(api));
      // A field that the criteria name may have been deleted since: then nothing is shown.
      const matches = (record: CrmRecord): boolean =>
        !('code' in criteria) && criteria.matches(record);
      return { id, name, sort, matches };
    },
  };
}

/** As they are listed: `All …` first. */
export function viewsOf(world: CrmWorld, org: CrmOrg, module: CrmModule): StoredView[] {
  const all: StoredView = {
    id: deriveId(module.id, 'all'),
    module: module.apiName,
    name: `All ${toLabels(module).plural}`,
    createdAt: 0,
  };
  const own = world.directory.of(org.key).views;
  return [all, ...own.filter((view) => view.module === module.apiName)];
}
