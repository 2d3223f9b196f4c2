import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCommit } from './commit.ts';
import { type Connection, createConnection } from './connection.ts';
import { ClientGoneError, toEmulatedRequest } from './emulated-request.ts';
import type { MetFault } from './faults.ts';
import type { KnownHost } from './hosts.ts';
import type { LedgerEntry } from './ledger.ts';
import type { EmulatedAnswer, EmulatedRequest } from './seam.ts';
import type { EmulatorState } from './state.ts';
import type { Target } from './target.ts';
import { type Visit, openVisit } from './visit.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * Carries one request to the emulated Zoho and its answer back:
 * 1. the ledger opens an entry;
 * 2. host, route and token are looked at, so that it is known whose request it is;
 * 3. a fault may meet it, and end it here;
 * 4. accounts, or a refusal, or throttle, scopes and service answer it;
 * 5. the answer is written, unless the fault has it otherwise.
 */
export async function exchange(
  req: IncomingMessage,
  res: ServerResponse,
  target: Target,
  state: EmulatorState,
): Promise<void> {
  const connection = createConnection(req, res);
  const request = toEmulatedRequest(req, target.url, connection);
  const entry = openEntry(request, target, state);
  void connection.whenGone.then(() => {
    entry.requestBytes = connection.requestBytes();
    if (res.headersSent) entry.status = res.statusCode;
  });
  res.setHeader('date', new Date(state.clock.now()).toUTCString());
  try {
    if (target.host === undefined) {
      await reply({ res, connection, entry, answer: toUnknownHost(target.hostName) });
    } else {
      await serve({ request, host: target.host, state, res, connection, entry });
    }
  } catch (error) {
    if (error instanceof ClientGoneError) return;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const answer = { status: 500, text: `The emulator itself failed, this is not Zoho: ${text}` };
    if (res.headersSent) connection.destroy();
    else await reply({ res, connection, entry, answer });
  }
}

// --- internal ---

interface Exchange {
  request: EmulatedRequest;
  host: KnownHost;
  state: EmulatorState;
  res: ServerResponse;
  connection: Connection;
  entry: LedgerEntry;
}

async function serve({ request, host, state, res, connection, entry }: Exchange): Promise<void> {
  const visit = await openVisit(request, host, state.world());
  entry.org = visit.org;
  entry.role = visit.role;
  const { method, path } = request;
  const fault = state.faults.meet({ method, path, roles: [visit.role], org: visit.org });
  entry.fault = fault?.effect.kind;
  if (fault?.effect.kind === 'reset') {
    fault.fire();
    connection.reset();
    return;
  }
  const answer = await toAnswer({ visit, fault, state, connection, entry });
  await reply({ res, connection, entry, answer, fault });
}

interface Answering extends Pick<Exchange, 'state' | 'connection' | 'entry'> {
  visit: Visit;
  fault: MetFault | undefined;
}

async function toAnswer(answering: Answering): Promise<EmulatedAnswer> {
  const { visit, fault, state, connection, entry } = answering;
  if (fault?.effect.kind === 'status') {
    fault.fire();
    const { kind: _, ...answer } = fault.effect;
    return toSeamAnswer(answer);
  }
  const commit = createCommit({
    clock: state.clock,
    connection,
    lateCommitMs: () => state.profile().lateCommitMs,
    fault,
  });
  return await visit.answer({
    commit,
    throttle: (zuid, folder) => {
      const { throttle, retryAfter } = state.profile();
      const ms = throttle ? state.world().throttle.admit(zuid, folder) : undefined;
      if (ms === undefined) return undefined;
      entry.throttled = true;
      return toThrottled(retryAfter ? ms : undefined);
    },
  });
}

interface Reply extends Pick<Exchange, 'res' | 'connection' | 'entry'> {
  answer: EmulatedAnswer;
  fault?: MetFault | undefined;
}

async function reply({ res, connection, entry, answer, fault }: Reply): Promise<void> {
  // An answer that overtakes its request's body makes clients see a broken pipe instead of it.
  if (!(await connection.bodyRead())) return;
  entry.requestBytes = connection.requestBytes();
  const effect = fault?.effect;
  switch (effect?.kind) {
    case 'answer-lost':
    case 'late-commit':
    case 'never-commit':
      fault?.fire();
      connection.destroy();
      return;
    case 'hold':
      fault?.fire();
      await connection.whenGone;
      return;
    case 'delay':
      // A write has waited already, at its commit: firing twice counts once.
      if (!fault?.felt()) await sleep(effect.ms);
      fault?.fire();
      break;
    case 'cut-body':
      fault?.fire();
      break;
    case 'reset':
    case 'status':
    case undefined:
      break;
    default:
      effect satisfies never;
  }
  if (connection.gone()) return;
  entry.status = answer.status;
  await writeAnswer(res, answer, {
    cutAfter: effect?.kind === 'cut-body' ? effect.afterBytes : undefined,
    onBytes: (bytes) => (entry.responseBytes += bytes),
  });
}

function openEntry(request: EmulatedRequest, target: Target, state: EmulatorState): LedgerEntry {
  return state.ledger.open({
    at: state.clock.now(),
    host: target.hostName,
    role: target.host?.roles[0],
    method: request.method,
    path: request.path,
    query: target.url.search.replace(/^\?/, ''),
  });
}

function toUnknownHost(name: string): EmulatedAnswer {
  const text = `"${name}" is not one of Zoho's hosts: name one in the Host header or in /_host/{zoho host}/`;
  return { status: 404, text };
}

/** rclone issue 9570 has this body; `Retry-After` is in whole seconds. */
function toThrottled(retryAfterMs: number | undefined): EmulatedAnswer {
  const headers: Record<string, string> = {
    'content-type': 'application/vnd.api+json;charset=UTF-8',
  };
  if (retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(retryAfterMs / 1000));
  return {
    status: 429,
    headers,
    json: { errors: [{ id: 'F7008', title: 'Request rate limit exceeded' }] },
  };
}

function toSeamAnswer(answer: {
  status: number;
  json?: unknown;
  text?: string | undefined;
  headers?: Record<string, string> | undefined;
  reason?: string | undefined;
}): EmulatedAnswer {
  const { status, json, text, headers, reason } = answer;
  return {
    status,
    ...(json === undefined ? {} : { json }),
    ...(text === undefined ? {} : { text }),
    ...(headers === undefined ? {} : { headers }),
    ...(reason === undefined ? {} : { reason }),
  };
}
