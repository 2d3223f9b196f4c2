import { createCommit } from './commit.ts';
import type { Incoming } from './connection.ts';
import {
  BodyTooLargeError,
  ClientGoneError,
  type RequestParts,
  toEmulatedRequest,
} from './emulated-request.ts';
import { toErrorEnvelope } from './error-envelope.ts';
import type { MetFault } from './faults.ts';
import type { KnownHost } from './hosts.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { type Passages, createPassages } from './passages.ts';
import { repeatBody, wholeBody } from './repeated-body.ts';
import { reply } from './reply.ts';
import type { EmulatedAnswer, EmulatedRequest } from './seam.ts';
import type { EmulatorState } from './state.ts';
import type { Target } from './target.ts';
import { type Visit, openVisit } from './visit.ts';

/**
 * Carries one request to the emulated Zoho and its answer back:
 * 1. the ledger opens an entry;
 * 2. host, route and token are looked at, so that it is known whose request it is;
 * 3. a fault may meet it, and end it here;
 * 4. accounts, or a refusal, or gate, scopes and service answer it;
 * 5. the answer is written, unless the fault has it otherwise.
 */
export async function exchange(
  incoming: Incoming,
  target: Target,
  state: EmulatorState,
): Promise<void> {
  const { connection, writer } = incoming;
  const era = state.restores();
  const parts: RequestParts = {
    method: incoming.method,
    url: target.url,
    headers: incoming.headers,
    body: incoming.body,
    gone: () => connection.gone(),
    sentAfter: incoming.sentAfter,
  };
  const entry = openEntry(incoming, target, state);
  const send: Exchange['send'] = (answer, fault, onBegin) => {
    const date = state.clock.now() + state.profile().clockSkewMs;
    return reply({ incoming, entry, answer, date, fault, onBegin });
  };
  try {
    if (target.host === undefined) await send(toUnknownHost(target));
    else await serve({ parts, host: target.host, state, era, incoming, entry, send });
  } catch (error) {
    if (error instanceof ClientGoneError) connection.destroy();
    else if (writer.begun) connection.destroy();
    else await send(toFailure(target.url.pathname, error));
  }
}

// --- internal ---

interface Exchange {
  parts: RequestParts;
  host: KnownHost;
  state: EmulatorState;
  /** How often a snapshot had been restored when the request came. */
  era: number;
  incoming: Incoming;
  entry: LedgerEntry;
  send: (answer: EmulatedAnswer, fault?: MetFault, onBegin?: () => void) => Promise<void>;
}

async function serve(exchanging: Exchange): Promise<void> {
  const { parts, host, state, incoming, entry } = exchanging;
  const request = toEmulatedRequest(parts);
  const visit = await openVisit(request, host, state.world());
  entry.org = visit.org;
  entry.role = visit.role;
  entry.clientId = visit.clientId;
  entry.operation = visit.operation;
  const { method, headers } = parts;
  const fault = state.faults.meet({
    method,
    headers,
    path: parts.url.pathname,
    roles: [visit.role],
    org: visit.org,
  });
  const effect = fault?.effect;
  entry.fault = effect?.kind;
  switch (effect?.kind) {
    case 'reset':
      fault?.fire();
      incoming.connection.reset();
      return;
    case 'hang':
      fault?.fire();
      await incoming.connection.whenGone;
      return;
    case 'status': {
      const { kind: _, ...answer } = effect;
      await exchanging.send(toSeamAnswer(answer), fault);
      return;
    }
    case 'duplicate':
      await answerTwice(exchanging, visit.role === 'accounts' ? request : undefined, fault);
      return;
    case 'behave':
      fault?.fire();
      await state.scope.run(effect.profile, () => answerOnce(exchanging, visit, fault));
      return;
    case 'reset-request':
      resetWithin(incoming, effect.afterBytes, fault);
      await answerOnce(exchanging, visit, fault);
      return;
    case 'answer-lost':
    case 'corrupt':
    case 'cut-body':
    case 'delay':
    case 'drip':
    case 'hold':
    case 'late-commit':
    case 'never-commit':
    case 'reset-response':
    case 'truncate':
    case undefined:
      await answerOnce(exchanging, visit, fault);
  }
}

async function answerOnce(exchanging: Exchange, visit: Visit, fault?: MetFault): Promise<void> {
  const passages = createPassages(exchanging.incoming.connection);
  const context = toContext(exchanging, passages, fault);
  try {
    const made = await visit.answer(context);
    context.count();
    const answer = { ...made, headers: { ...passages.headers(), ...made.headers } };
    await exchanging.send(answer, fault, () => passages.told());
  } finally {
    passages.leave();
  }
}

/**
 * The first answer is dropped, as nobody waits for it.
 * @param read the request, when its body was read as a text already
 */
async function answerTwice(
  exchanging: Exchange,
  read: EmulatedRequest | undefined,
  fault?: MetFault,
): Promise<void> {
  const { parts, host, state, incoming } = exchanging;
  const open = read ? wholeBody([Buffer.from(await read.text())]) : await repeatBody(parts.body);
  if (open === undefined) {
    if (!(await incoming.connection.bodyRead())) return;
    // What a proxy cannot hold it cannot repeat.
    throw new BodyTooLargeError('The body is too long to be delivered twice');
  }
  const again = (): Promise<Visit> =>
    openVisit(toEmulatedRequest({ ...parts, body: open() }), host, state.world());
  const passages = createPassages(incoming.connection);
  const first = await again();
  const context = toContext(exchanging, passages, fault);
  await first.answer(context);
  context.count();
  passages.leave();
  await answerOnce(exchanging, await again(), fault);
}

function toContext(
  { state, era, incoming, entry }: Exchange,
  passages: Passages,
  fault?: MetFault,
) {
  const before = entry.credits ?? 0;
  /** Notes what the request has cost; once more when it is answered, because that may change. */
  const count = (): void => {
    const credits = passages.credits();
    if (credits !== undefined) entry.credits = before + credits;
  };
  return {
    count,
    commit: createCommit({
      clock: state.clock,
      connection: incoming.connection,
      lateCommitMs: () => state.profile().lateCommitMs,
      overtaken: () => state.restores() !== era,
      fault,
    }),
    noteScope(scope: string) {
      if (!entry.scopes.includes(scope)) entry.scopes = [...entry.scopes, scope];
    },
    passed(passage: Parameters<Passages['add']>[0]) {
      passages.add(passage);
      if (passage.refused !== undefined) entry.throttled = true;
      if (passage.early) entry.early = true;
      count();
    },
  };
}

function resetWithin(incoming: Incoming, afterBytes: number, fault?: MetFault): void {
  const look = (bytes: number): void => {
    if (bytes < afterBytes) return;
    fault?.fire();
    incoming.connection.reset();
  };
  look(incoming.connection.requestBytes());
  incoming.onBytes(look);
}

function openEntry(incoming: Incoming, target: Target, state: EmulatorState): LedgerEntry {
  const { entry, close } = state.ledger.open({
    host: target.hostName,
    role: target.host?.roles[0],
    method: incoming.method,
    path: target.url.pathname,
    query: target.url.search.replace(/^\?/, ''),
    userAgent: incoming.headers['user-agent'],
  });
  void incoming.connection.whenGone.then(() => {
    entry.requestBytes = incoming.connection.requestBytes();
    close();
  });
  return entry;
}

function toUnknownHost({ hostName, url }: Target): EmulatedAnswer {
  const message = `"${hostName}" is not one of Zoho's hosts: name one in the Host header or in /_host/{zoho host}/`;
  return toErrorEnvelope(url.pathname, { status: 404, code: 'INVALID_URL_PATTERN', message });
}

function toFailure(path: string, error: unknown): EmulatedAnswer {
  if (error instanceof BodyTooLargeError) {
    const { message } = error;
    return toErrorEnvelope(path, { status: 413, code: 'REQUEST_BODY_SIZE_EXCEEDED', message });
  }
  const message = `The emulator itself failed, this is not Zoho: ${String(error)}`;
  return toErrorEnvelope(path, { status: 500, code: 'INTERNAL_ERROR', message });
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
    ...(headers === undefined ? {} : { headers: withLowerNames(headers) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function withLowerNames(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
