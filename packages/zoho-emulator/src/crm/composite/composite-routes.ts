import type { EmulatedAnswer, Route, RouteContext } from '../../seam.ts';
import { type CrmCall, crmRoute } from '../crm-route.ts';
import type { CrmWorld } from '../crm-world.ts';

import { type RowAnswer, rowError, rowInvalid, rowSuccess, toFlat } from '../row-answer.ts';
import { reweigh, takeMoreSeats } from '../meter/crm-gate.ts';
import { type CompositeRequest, type SubRequest, readComposite } from './read-composite.ts';
import { DanglingReferenceError, followPath, resolve } from './reference.ts';
import { runSubRequest } from './run-sub-request.ts';
import { isObject } from '../../is-object.ts';

/** `POST /crm/v8/__composite_requests`; `routes` are all that a sub-request can reach. */
export function compositeRoutes(world: CrmWorld, routes: () => readonly Route[]): Route[] {
  return [
    crmRoute(world, {
      method: 'POST',
      path: '/__composite_requests',
      anyOf: ['ZohoCRM.composite_requests.CUSTOM'],
      heavy: true,
      // The call itself has the first.
      handle: (call) =>
        takeMoreSeats(call.request, seatsTaken - 1) ?? answerComposite(call, routes()),
    }),
  ];
}

// --- internal ---

/** What became of a sub-request. */
interface Outcome {
  row: RowAnswer;
  /** Of its answer, for those who refer to it. */
  body: unknown;
  failed: boolean;
}

/** A composite call takes five places among the calls at once (Zoho doc: api-limits). */
const seatsTaken = 5;

async function answerComposite(call: CrmCall, routes: readonly Route[]): Promise<EmulatedAnswer> {
  const { world, request, context } = call;
  const needsSerial = world.deps.profile().compositeRollbackNeedsSerial;
  const composite = readComposite(await request.json(), { needsSerial });
  if ('code' in composite) return toFlat(composite);
  const once = commitOnce(context);
  const run = async (sub: SubRequest, known: readonly (Outcome | undefined)[]): Promise<Outcome> =>
    await answerSub(sub, composite, { known, routes, context: once.context });
  const runAll = composite.parallel ? runTogether : runInTurn;
  const { result: outcomes, held } = await world.changes.hold(() => runAll(composite, run));
  const failed = outcomes.findIndex((one) => one?.failed === true);
  if (composite.rollback && failed !== -1) {
    held.undo();
    await once.settled();
    return {
      status: 400,
      json: { __composite_requests: toRolledBack(composite, outcomes, failed) },
    };
  }
  held.release();
  await once.settled();
  // A call that could have been taken back costs twice as much (Zoho doc: api-limits).
  if (composite.rollback) reweigh(request, { credits: 2, heavy: false });
  const rows = outcomes.map((one) => one?.row ?? stopped);
  const triggered = rows.filter(({ status }) => status === 'success').length;
  const some = triggered > 0 ? 207 : 400;
  return {
    status: triggered === rows.length ? 200 : some,
    json: { __composite_requests: rows },
  };
}

/**
 * All changes are made at one moment, that of the whole call: the first waits for it, the others
 * follow at once. So a fault that delays or loses the call does so with all of it.
 */
function commitOnce(context: RouteContext): {
  context: RouteContext;
  /** Resolves when the call may be answered. */
  settled(): Promise<void>;
} {
  let begun: Promise<void> | undefined;
  let answerable: Promise<void> | undefined;
  const begin = (): Promise<void> =>
    new Promise((start, fail) => {
      answerable = context.commit(() => start());
      answerable.catch(fail);
    });
  return {
    context: {
      caller: context.caller,
      async commit(change) {
        begun ??= begin();
        await begun;
        return change();
      },
    },
    settled: async () => await answerable,
  };
}

type Run = (sub: SubRequest, known: readonly (Outcome | undefined)[]) => Promise<Outcome>;

/** One by one; with rollback the first failure is the last that happens. */
async function runInTurn(
  { requests, rollback }: CompositeRequest,
  run: Run,
): Promise<(Outcome | undefined)[]> {
  const outcomes: (Outcome | undefined)[] = requests.map(() => undefined);
  for (const sub of requests) {
    const outcome = await run(sub, outcomes);
    outcomes[sub.index] = outcome;
    if (rollback && outcome.failed) break;
  }
  return outcomes;
}

/** At once, except that who refers to another waits for it. */
async function runTogether({ requests }: CompositeRequest, run: Run): Promise<Outcome[]> {
  const begun = new Map<number, Promise<Outcome>>();
  const outcomes: (Outcome | undefined)[] = requests.map(() => undefined);
  const start = (sub: SubRequest): Promise<Outcome> => {
    const known = begun.get(sub.index);
    if (known) return known;
    const needed = requests.filter(({ index }) => sub.needs.includes(index));
    const outcome = Promise.all(needed.map(start))
      .then(() => run(sub, outcomes))
      .then((done) => (outcomes[sub.index] = done));
    begun.set(sub.index, outcome);
    return outcome;
  };
  return await Promise.all(requests.map(start));
}

interface SubContext {
  known: readonly (Outcome | undefined)[];
  routes: readonly Route[];
  context: RouteContext;
}

async function answerSub(
  sub: SubRequest,
  { requests }: CompositeRequest,
  { known, routes, context }: SubContext,
): Promise<Outcome> {
  const at = `$.__composite_requests[${sub.index}]`;
  const lookup = (id: string, path: string): unknown => {
    const index = requests.findIndex((one) => one.id === id);
    const outcome = known[index];
    return outcome && !outcome.failed ? followPath(outcome.body, path) : undefined;
  };
  let resolved: SubRequest;
  try {
    const { uri, params, headers, body } = sub;
    resolved = {
      ...sub,
      uri: String(resolve(uri, lookup)),
      params: toObject(resolve(params, lookup)),
      headers: toObject(resolve(headers, lookup)),
      body: resolve(body, lookup),
    };
  } catch (error) {
    if (!(error instanceof DanglingReferenceError)) throw error;
    const details = { reference: error.reference, json_path: at };
    return refused(rowError('INVALID_REFERENCE', 'the reference is invalid', details));
  }
  const problem = checkSize(resolved, at);
  if (problem) return refused(problem);
  return toOutcome(await runSubRequest(routes, resolved, context));
}

function toObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

/** One record per write, 25 per read (Zoho doc: composite-api). */
function checkSize({ method, params, body }: SubRequest, at: string): RowAnswer | undefined {
  const data = isObject(body) ? body['data'] : undefined;
  if (Array.isArray(data) && data.length > 1) {
    return rowInvalid(`${at}.body.data`, { maximum_length: 1 });
  }
  const ids = params['ids'];
  if (method === 'DELETE' && typeof ids === 'string' && ids.includes(',')) {
    return rowInvalid(`${at}.params.ids`, { maximum_length: 1 });
  }
  if (method === 'GET' && Number(params['per_page'] ?? 0) > 25) {
    return rowInvalid(`${at}.params.per_page`, { maximum_length: 25 });
  }
  return undefined;
}

function refused(row: RowAnswer): Outcome {
  return { row, body: undefined, failed: true };
}

/** Zoho doc: composite-api has these headers in its sample. */
const headers = {
  'content-type': 'application/json;charset=utf-8',
  'Content-Disposition': 'attachment; filename=response.json',
  'X-Content-Type-Options': 'nosniff',
  'X-Download-Options': 'noopen',
};

function toOutcome({ status, json: body = null }: EmulatedAnswer): Outcome {
  const details = { response: { headers, status_code: status, body } };
  const row = rowSuccess('composite sub request executed successfully', details);
  return { row, body, failed: status >= 400 || hasFailedRow(body) };
}

function hasFailedRow(body: unknown): boolean {
  const lists = isObject(body) ? Object.values(body).filter((value) => Array.isArray(value)) : [];
  return lists.flat().some((row: unknown) => isObject(row) && row['status'] === 'error');
}

const stopped = rowError('PROCESSING_STOPPED', 'the sub request was not executed');

function toRolledBack(
  { requests }: CompositeRequest,
  outcomes: readonly (Outcome | undefined)[],
  failed: number,
): RowAnswer[] {
  const details = { rollbacked_by_sub_request_index: failed };
  const taken = rowError('ROLLBACK_PERFORMED', 'the sub request was rolled back', details);
  return requests.map(({ index }) => {
    const outcome = outcomes[index];
    if (!outcome) return stopped;
    return index === failed ? outcome.row : taken;
  });
}
