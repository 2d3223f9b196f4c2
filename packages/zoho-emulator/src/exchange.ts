import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCommit } from './commit.ts';
import { type Connection, createConnection, toRequestBody } from './connection.ts';
import { ClientGoneError, toEmulatedRequest } from './emulated-request.ts';
import type { MetFault } from './faults.ts';
import type { KnownHost } from './hosts.ts';
import type { LedgerEntry } from './ledger.ts';
import type { EmulatedAnswer, EmulatedRequest, Passage } from './seam.ts';
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
  const request = toEmulatedRequest({
    method: req.method ?? 'GET',
    url: target.url,
    headers: toHeaders(req),
    body: toRequestBody(req),
    gone: () => connection.gone(),
  });
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
  const passages: Passage[] = [];
  try {
    const answer = await toAnswer({ visit, fault, state, connection, entry, passages });
    const headers = Object.assign({}, ...passages.map((one) => one.headers?.()), answer.headers);
    await reply({ res, connection, entry, answer: { ...answer, headers }, fault });
  } finally {
    for (const passage of passages) passage.leave?.();
  }
}

interface Answering extends Pick<Exchange, 'state' | 'connection' | 'entry'> {
  visit: Visit;
  fault: MetFault | undefined;
  passages: Passage[];
}

async function toAnswer(answering: Answering): Promise<EmulatedAnswer> {
  const { visit, fault, state, connection, entry, passages } = answering;
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
    passed(passage) {
      passages.push(passage);
      entry.throttled = passage.refused === undefined ? undefined : true;
      entry.early = passage.early;
      entry.credits = passage.credits;
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

/** With lower-case names; what came more than once is joined. */
export function toHeaders(req: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
