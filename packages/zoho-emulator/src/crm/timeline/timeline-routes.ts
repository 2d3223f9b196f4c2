import type { EmulatedAnswer, Route } from '../../seam.ts';
import { type ModuleCall, moduleRoute } from '../crm-route.ts';
import { toCrmTime } from '../crm-time.ts';
import type { CrmWorld } from '../crm-world.ts';
import { invalidPath, readPageQuery, takePage } from '../files/list-page.ts';
import { type Timeline, type TimelineEntry, keepTimeline } from './timeline.ts';
import { readTimelineQuery } from './timeline-query.ts';

/** Zoho doc: timeline-of-a-record. */
export function timelineRoutes(world: CrmWorld): Route[] {
  const timeline = keepTimeline(world);
  world.tables.push(timeline.table);
  return [
    moduleRoute(world, {
      method: 'GET',
      path: '/(?<module>\\w+)/(?<id>[^/]*\\d[^/]*)/__timeline',
      operation: 'READ',
      handle: (call) => getTimeline(call, timeline),
    }),
  ];
}

// --- internal ---

function getTimeline(call: ModuleCall, timeline: Timeline): EmulatedAnswer {
  const { world, org, module, request } = call;
  const record = module.records.get(request.params['id'] ?? '');
  if (!record) return invalidPath(1);
  const wanted = readTimelineQuery(request.query);
  if ('status' in wanted) return wanted;
  const { order, filter, filterText, inner } = wanted;
  const now = world.deps.clock.now();
  // A token knows the size of the page; order and filter are given again, or it fits no more.
  const question = JSON.stringify(['timeline', record.id, order, filterText]);
  const query = readPageQuery(request.query, question, now);
  if ('status' in query) return query;
  const entries = timeline.of(org.key, record.id).filter((entry) => filter(fieldsOf(call, entry)));
  const sorted = order === 'asc' ? entries : entries.toReversed();
  const page = takePage(sorted, query, now);
  if (page.count === 0) return { status: 204 };
  const info = {
    per_page: query.perPage,
    next_page_token: page.nextToken,
    count: page.count,
    previous_page_token: page.previousToken,
    more_records: page.more,
  };
  const rows = page.rows.map((entry) => toRow(call, entry, inner));
  return { status: 200, json: { __timeline: rows, info } };
}

function fieldsOf({ org }: ModuleCall, entry: TimelineEntry): (field: string) => unknown {
  const values: Record<string, unknown> = {
    'record.module.api_name': entry.module,
    'done_by.id': org.user.id,
    audited_time: toCrmTime(entry.at, org.timeZone),
    source,
  };
  return (field) => values[field];
}

/** All changes look as if they came by API; people at the screen are not told apart. */
const source = 'crm_api';

function toRow(
  { org, module }: ModuleCall,
  entry: TimelineEntry,
  inner: ReadonlySet<string>,
): object {
  const { name, id } = org.user;
  const profile = { name: 'Administrator' };
  return {
    done_by: { name, id, ...(inner.has('done_by.profile') ? { profile } : {}) },
    related_record: null,
    automation_details: null,
    record: {
      module: { api_name: module.apiName, id: module.id },
      name: entry.name,
      id: entry.recordId,
    },
    audited_time: toCrmTime(entry.at, org.timeZone),
    action: entry.action,
    id: entry.id,
    source,
    field_history:
      entry.action === 'updated' ? entry.fields.map((one) => toHistory(one, module, inner)) : null,
  };
}

function toHistory(
  { name, before, after }: TimelineEntry['fields'][number],
  { fields }: ModuleCall['module'],
  inner: ReadonlySet<string>,
): object {
  const field = fields.get(name);
  const more = { data_type: field?.dataType ?? null, field_label: field?.label ?? name };
  const shown = Object.entries(more).filter(([key]) => inner.has(`field_history.${key}`));
  // Zoho's sample has the word for a tag that was not there.
  const old = name === 'Tag' ? (before ?? 'blank') : before;
  return {
    api_name: name,
    _value: { new: after, old },
    id: field?.id ?? null,
    ...Object.fromEntries(shown),
  };
}
