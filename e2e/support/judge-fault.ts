import { isZohoError } from '@zohokit/zoho-http';
import { expect } from 'vitest';
import type { FaultCase } from './fault-case.ts';
import type { NetworkCase } from './fault-cases-network.ts';
import type { NetworkRun } from './network-ways.ts';
import type { FaultRun } from './run-fault.ts';

/** What a case says of its end, and of all that the server sees. */
export function expectedOf(fault: FaultCase) {
  const { answers = [], requests = answers.length, mints = 1, waits = [] } = fault;
  return { ...expectedEnd(fault), requests, mints, waits };
}

/** The same of what came of it. */
export function seenOf(run: FaultRun) {
  const { requests, mints, waits } = run;
  return { ...endOf(run), requests: requests.length, mints: mints.length, waits };
}

/** What a case of a way that is none says, and what came of it. */
export function expectedOfNetwork(fault: NetworkCase) {
  const { dialled, waits = [] } = fault;
  return { ...expectedEnd(fault), dialled, waits };
}

export function seenOfNetwork(run: NetworkRun) {
  return { ...endOf(run), dialled: run.dialled, waits: run.waits };
}

// --- internal ---

function expectedEnd({
  rule,
  rules: untold,
  ends,
}: Pick<FaultCase, 'rule' | 'rules' | 'ends'>): object {
  const rules = rule === undefined || untold !== undefined ? [] : [rule];
  if (ends === 'resolves') return { resolves: true, rules };
  const { kind, retry = { kind: 'never' }, code, status, hint = /\w/, scopes } = ends;
  return {
    kind,
    retry,
    code,
    status,
    scopes,
    hint: hint === 'none' ? undefined : expect.stringMatching(hint),
    rule,
    rules,
  };
}

type Ended = Pick<FaultRun, 'error' | 'events'>;

function endOf(run: Ended): object {
  const { error } = run;
  const rules = rulesOf(run);
  if (error === undefined) return { resolves: true, rules };
  if (!isZohoError(error)) return { thrown: error, rules };
  const { kind, retry, code, status, scopes, hint, rule } = error;
  return { kind, retry, code, status, scopes, hint, rule, rules };
}

/** The rows that decided: those of the attempts, and of what has no events that of its error. */
function rulesOf({ events, error }: Ended): string[] {
  const told = events.flatMap((event) => (event.type === 'request-end' ? [event.rule] : []));
  const last = isZohoError(error) ? [error.rule] : [];
  return [...new Set([...told, ...last].filter((rule) => rule !== undefined))];
}
