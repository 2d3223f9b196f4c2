import { permits } from '../../scopes.ts';
import { toRefusal } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { ModuleCall } from '../crm-route.ts';
import type { CustomViews } from '../metadata/custom-views.ts';
import { SearchError } from './search-error.ts';
import type { SearchIndex } from './search-index.ts';
import { readQuestion, readVisibility, searchParams } from './search-question.ts';

/**
 * `GET /crm/v8/{module}/actions/count`: of all records, of a custom view, or of what a search
 * would find. As late as search (Zoho doc: record-count). Throws a `SearchError`.
 */
export function countRecords(
  { world, org, module, request: { query }, context }: ModuleCall,
  index: SearchIndex,
  views: CustomViews,
): EmulatedAnswer {
  const cvid = query.get('cvid');
  const param = searchParams.find((name) => query.has(name));
  if (cvid !== null && param !== undefined) {
    throw new SearchError(
      'AMBIGUITY_DURING_PROCESSING',
      'Please use either Cvid or Search Params. Combination of both the params is not allowed',
      { ambiguity_due_to: [{ param_name: 'cvid' }, { param_name: param }] },
    );
  }
  // That a count by search params needs the scope of search is inferred.
  if (param !== undefined && !permits(context.caller.scopes, [searchScopes])) {
    return toRefusal('crm', 'scope-missing');
  }
  const matches = readQuestion(query, module, {
    maxCriteria: world.deps.profile().searchCriteria,
    missingType: () =>
      new SearchError('FIELD_TYPE_UNAVAILABLE', 'this data type is not found in this module'),
  });
  const view = cvid === null ? undefined : views.find(org, module, cvid);
  if (cvid !== null && !view) {
    throw new SearchError('INVALID_DATA', 'invalid data', { param_name: 'cvid' });
  }
  const visible = readVisibility(query);
  let count = 0;
  for (const record of index.read(org.key, module, 'id', 'asc')) {
    const counts =
      visible(record) && (matches?.(record) ?? true) && (view?.matches(record) ?? true);
    if (counts) count += 1;
  }
  return { status: 200, json: { count } };
}

/** Besides READ of the module. */
export const searchScopes = ['ZohoSearch.securesearch.READ'];
