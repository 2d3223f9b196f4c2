import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, Route } from '../../seam.ts';
import { type ModuleCall, moduleRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';
import { customViews } from '../metadata/custom-views.ts';
import { countRecords, searchScopes } from './count-records.ts';
import { SearchError } from './search-error.ts';
import { createSearchIndex } from './search-index.ts';
import { searchRecords } from './search-records.ts';

export function searchRoutes(world: CrmWorld): Route[] {
  const index = createSearchIndex(world);
  const views = customViews(world);
  return [
    moduleRoute(world, {
      method: 'GET',
      path: '/(?<module>\\w+)/search',
      operation: 'READ',
      besides: [searchScopes],
      heavy: true,
      handle: (call) =>
        answer(call, 'module not suppoted for search', () => searchRecords(call, index)),
    }),
    moduleRoute(world, {
      method: 'GET',
      path: '/(?<module>\\w+)/actions/count',
      operation: 'READ',
      handle: (call) =>
        answer(call, 'the given module is not supported for count', () =>
          countRecords(call, index, views),
        ),
    }),
  ];
}

// --- internal ---

/** Modules that hang on others have no index of their own; the spelling above is Zoho's. */
const unsupported = new Set(['Activities', 'Attachments', 'Notes', 'Emails']);

function answer(
  { module }: ModuleCall,
  refusal: string,
  find: () => EmulatedAnswer,
): EmulatedAnswer {
  const { apiName } = module;
  if (unsupported.has(apiName)) {
    return toCrmError(400, 'NOT_SUPPORTED', refusal, { module: apiName });
  }
  try {
    return find();
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
    return toCrmError(400, error.code, error.message, error.details);
  }
}
