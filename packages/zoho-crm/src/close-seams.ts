import type { CallOptions } from '@zohokit/zoho-http';
import { toCall } from './call-options.ts';
import { where, type Condition } from './condition.ts';
import type { CrmRow } from './crm-row.ts';
import { deletedRecords } from './deleted-records.ts';
import { wideRows, type WideSource } from './wide-rows.ts';

/** Between two pages: the last id of one and the first of the next. */
export type Seam = readonly [after: string, before: string];

/** A list that was read page by page. */
export interface SeamedWalk extends WideSource {
  seams: readonly Seam[];
  /** The `date` header of the first page; `undefined` when there was none. */
  begun: string | undefined;
}

/**
 * The records that a deletion during the walk hid from it. If page tokens count rows (not documented),
 * a deletion moves all that follows by one, and what was to be first on a page not read yet has
 * slipped onto one that was: it lies between two pages. Costs a request when nothing was deleted.
 */
export async function* closeSeams(
  walk: SeamedWalk,
  options: CallOptions,
): AsyncGenerator<CrmRow, void, undefined> {
  const call = toCall(options);
  const [first] = walk.seams;
  if (first === undefined) return;
  const lowest = await lowestDeleted(walk, call);
  if (lowest === undefined) return;
  const open = walk.seams.filter(([, before]) => BigInt(before) > lowest);
  for (let at = 0; at < open.length; at += seamsPerQuery) {
    const [head, ...tail] = open.slice(at, at + seamsPerQuery).map(toCondition);
    if (head === undefined) return;
    yield* wideRows(walk, { ...call, where: where().or(head, ...tail), pageSize: 200 });
  }
}

// --- internal ---

/** Two conditions each, of the 25 that COQL takes; one is the walk's own. */
const seamsPerQuery = 12;

/** What the server's clock may be behind itself, in milliseconds; a deletion too many costs little. */
const marginMs = 300_000;

async function lowestDeleted(walk: SeamedWalk, call: CallOptions): Promise<bigint | undefined> {
  const { service, module, begun } = walk;
  const start = begun === undefined ? NaN : Date.parse(begun);
  const since = Number.isNaN(start) ? undefined : new Date(start - marginMs);
  let lowest: bigint | undefined;
  for await (const { id } of deletedRecords(service, module, { ...call, since })) {
    if (lowest === undefined || BigInt(id) < lowest) lowest = BigInt(id);
  }
  return lowest;
}

const { and, greaterThan, lessThan } = where();

function toCondition([after, before]: Seam): Condition {
  return and(greaterThan('id', after), lessThan('id', before));
}
