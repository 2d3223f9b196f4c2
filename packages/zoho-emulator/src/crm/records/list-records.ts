import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, EmulatedRequest } from '../../seam.ts';
import type { ModuleCall } from '../crm-route.ts';
import { toCrmTime } from '../crm-time.ts';
import { type CustomView, customViews } from '../metadata/custom-views.ts';
import { findByExternal, readExternalKeys } from './external-keys.ts';
import { type ListQuery, invalidParameter, readListQuery } from './list-query.ts';
import type { PagePosition, PageTokens, Walk } from './page-tokens.ts';
import { selectRows } from './select-rows.ts';
import { showRecord } from './show-record.ts';

/** `GET /crm/v8/{module}`: one page of the module's records. */
export function listRecords(call: ModuleCall, tokens: PageTokens): EmulatedAnswer {
  const { org, module, request, context, world } = call;
  const query = readListQuery(request);
  if ('status' in query) return query;
  const refused = refuseTerritory(call);
  if (refused) return refused;
  const ids = toCrmIds(call, query.ids);
  if (ids && 'status' in ids) return ids;
  const view = findView(call, query);
  if (view && 'status' in view) return view;
  const walk = { user: context.caller.zuid, question: toQuestion(module.id, request) };
  const start = findStart(query, walk, tokens);
  if ('status' in start) return start;
  const { listTokenRows, modifiedSinceBound: bound } = world.deps.profile();
  if (start.offset >= listTokenRows) return tooFar;
  const rows = selectRows({ module, query: { ...query, ids }, view, bound });
  if (rows === 'not-modified') return { status: 304 };
  const page = rows.slice(start.offset, start.offset + query.perPage);
  if (page.length === 0) return { status: 204 };
  const data = page.map((record) =>
    showRecord(org, module, record, { fields: query.fields, view: 'list' }),
  );
  const more = start.offset + page.length < rows.length;
  const links = more ? issueLinks(start, query.perPage, page.length, tokens, walk) : noLinks;
  return {
    status: 200,
    json: {
      data,
      info: {
        call: false,
        per_page: query.perPage,
        next_page_token: links.next,
        count: page.length,
        sort_by: view?.sort?.field ?? query.sortBy,
        page: start.page,
        previous_page_token: links.previous,
        page_token_expiry:
          links.expiresAt === undefined ? null : toCrmTime(links.expiresAt, org.timeZone),
        sort_order: view?.sort?.order ?? query.sortOrder,
        email: false,
        more_records: more,
      },
    },
  };
}

// --- internal ---

interface Links {
  next: string | null;
  previous: string | null;
  expiresAt: number | undefined;
}

const noLinks: Links = { next: null, previous: null, expiresAt: undefined };

function issueLinks(
  { offset, page }: PagePosition,
  perPage: number,
  count: number,
  tokens: PageTokens,
  walk: Walk,
): Links {
  const before = { offset: Math.max(0, offset - perPage), page: page - 1 };
  const previous = offset > 0 ? tokens.issue(before, walk).token : null;
  const next = tokens.issue({ offset: offset + count, page: page + 1 }, walk);
  return { next: next.token, previous, expiresAt: next.expiresAt };
}

const tooFar = toCrmError(
  400,
  'PAGINATION_LIMIT_EXCEEDED',
  'You can only get upto 100000 records using page_token param',
  { param_name: 'page_token' },
);

function findStart(
  query: ListQuery,
  walk: Walk,
  tokens: PageTokens,
): PagePosition | EmulatedAnswer {
  if (query.pageToken === undefined) {
    return { offset: (query.page - 1) * query.perPage, page: query.page };
  }
  const position = tokens.resolve(query.pageToken, walk);
  const details = { param_name: 'page_token' };
  switch (position) {
    case 'unknown':
      return invalidParameter('page_token');
    case 'mismatch':
      return toCrmError(
        400,
        'TOKEN_BOUND_DATA_MISMATCH',
        'token invalid, or params added/altered/deleted',
        details,
      );
    case 'expired':
      return toCrmError(400, 'EXPIRED_VALUE', 'Page token expired', {
        api_name: 'page_token',
        json_path: '$.query.page_token',
      });
    default:
      return position;
  }
}

/**
 * All that a token is bound to: every parameter as it was given, and `If-Modified-Since`
 * (amp-labs/connectors#1096).
 */
function toQuestion(moduleId: string, { query, headers }: EmulatedRequest): string {
  const given = [...query].filter(([name]) => name !== 'page' && name !== 'page_token');
  const inOrder = given.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([moduleId, inOrder, headers['if-modified-since']]);
}

function toCrmIds(
  { org, module, request }: ModuleCall,
  ids: string[] | undefined,
): string[] | undefined | EmulatedAnswer {
  const keys = readExternalKeys(org, module, request);
  if (keys && 'status' in keys) return keys;
  const field = keys?.field;
  if (field !== undefined) {
    return ids?.flatMap((value) => findByExternal(module, field, value)?.id ?? []);
  }
  return ids?.every((id) => /^\d+$/.test(id)) === false ? invalidParameter('ids') : ids;
}

function findView(
  { org, module, world }: ModuleCall,
  { view }: ListQuery,
): CustomView | undefined | EmulatedAnswer {
  if (view === undefined) return undefined;
  return customViews(world).find(org, module, view) ?? invalidParameter('cvid');
}

/** Zoho doc: get-records, "territory_id". */
const modulesWithTerritories = new Set(['Deals', 'Contacts', 'Accounts']);

function refuseTerritory({ module, request, world }: ModuleCall): EmulatedAnswer | undefined {
  const { query } = request;
  if (!query.has('territory_id') && !query.has('include_child')) return undefined;
  if (!modulesWithTerritories.has(module.apiName)) {
    const message = 'Territory is not supported for the given module.';
    return toCrmError(400, 'INVALID_MODULE', message, { resource_path_index: 0 });
  }
  const child = query.get('include_child') ?? 'true';
  if (child !== 'true' && child !== 'false') return invalidParameter('include_child');
  const invalid = !/^\d+$/.test(query.get('territory_id') ?? '0');
  const refused = invalid || world.deps.profile().listByTerritory === 'invalid';
  return refused ? invalidParameter('territory_id') : undefined;
}
