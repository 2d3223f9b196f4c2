import type { IncomingMessage, ServerResponse } from 'node:http';
import * as v from 'valibot';
import { createConnection } from './connection.ts';
import { toEmulatedRequest } from './emulated-request.ts';
import { FaultSchema } from './fault-schema.ts';
import type { FaultHandle } from './faults.ts';
import type { EmulatedAnswer, EmulatedRequest, OrgKey } from './seam.ts';
import { SeedError } from './seed.ts';
import type { EmulatorState } from './state.ts';
import { version } from './version.ts';
import { writeAnswer } from './write-answer.ts';

export interface ControlDeps extends EmulatorState {
  reset(seed?: unknown): void;
}

/** Answers `/_emulator…`: what the library can do, for programs of other processes. */
export async function control(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  deps: ControlDeps,
): Promise<void> {
  const request = toEmulatedRequest(req, url, createConnection(req, res));
  res.setHeader('date', new Date(deps.clock.now()).toUTCString());
  const endpoint = endpoints[`${request.method} ${request.path.replace(/\/$/, '')}`];
  const answer = endpoint ? await guarded(() => endpoint(request, deps)) : unknown(request);
  await writeAnswer(res, answer, { onBytes: () => {} });
}

// --- internal ---

type Endpoint = (request: EmulatedRequest, deps: ControlDeps) => unknown;

const Advance = v.strictObject({ ms: v.pipe(v.number(), v.finite(), v.minValue(0)) });
const Reset = v.optional(v.strictObject({ seed: v.optional(v.unknown()) }));
const Org = v.picklist(['a', 'b']);

const endpoints: Record<string, Endpoint> = {
  'GET /_emulator': (_, { clock }) => ({
    name: 'zoho-emulator',
    version,
    clock: 'virtual',
    now: clock.now(),
    pace: null,
  }),
  'POST /_emulator/clock/advance': async (request, { clock }) => {
    const { ms } = v.parse(Advance, await request.json());
    clock.advance(ms);
    return { now: clock.now() };
  },
  'GET /_emulator/ledger': (_, { ledger }) => ({ entries: ledger.entries() }),
  'GET /_emulator/faults': (_, { faults }) => ({ faults: faults.list().map(toFaultJson) }),
  'POST /_emulator/faults': async (request, { faults }) =>
    toFaultJson(faults.add(v.parse(FaultSchema, await request.json()))),
  'DELETE /_emulator/faults': (_, { faults }) => {
    faults.clear();
    return {};
  },
  'POST /_emulator/reset': async (request, deps) => {
    deps.reset(v.parse(Reset, await request.json())?.seed);
    return { now: deps.clock.now() };
  },
  'GET /_emulator/files': ({ query }, deps) => {
    const org = query.get('org');
    const orgs: OrgKey[] = org === null ? ['a', 'b'] : [v.parse(Org, org)];
    return { files: orgs.flatMap((key) => deps.world().workdrive.files(key)) };
  },
  'GET /_emulator/records': ({ query }, deps) => {
    const module = v.parse(v.string('module is missing'), query.get('module'));
    return { records: deps.world().crm.records(v.parse(Org, query.get('org')), module) };
  },
};

function toFaultJson({ id, fired }: FaultHandle): { id: number; fired: number } {
  return { id, fired };
}

/** A request that cannot be carried out is the caller's fault and says which part of it. */
async function guarded(run: () => unknown): Promise<EmulatedAnswer> {
  try {
    return { status: 200, json: await run() };
  } catch (error) {
    if (v.isValiError(error)) {
      const problems = error.issues.map(
        (issue) => `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`,
      );
      return { status: 400, json: { error: problems.join('; ') } };
    }
    if (error instanceof SeedError) {
      return { status: 400, json: { error: error.message, problems: error.problems } };
    }
    return { status: 400, json: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function unknown({ method, path }: EmulatedRequest): EmulatedAnswer {
  const error = `No ${method} ${path}; there are: ${Object.keys(endpoints).join(', ')}`;
  return { status: 404, json: { error } };
}
