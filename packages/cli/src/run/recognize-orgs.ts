import {
  interrupted,
  isTransferFailure,
  toTransferFailure,
  TransferFailure,
} from '@zohokit/transfer-core';
import type { Party } from '@zohokit/state';
import type { RunEvent } from '../output/run-event.ts';
import type { Job } from './open-job.ts';

/**
 * Makes sure that the state belongs to these orgs, before anything of it is used. Resolves to why
 * an org could not be asked: that is told like any failure that stops a run. Rejects with a
 * `TransferFailure` (configuration) when the state belongs to others.
 */
export async function recognizeOrgs(
  { identify, state, tell }: OrgsAtHand,
  signal: AbortSignal | undefined,
): Promise<TransferFailure | undefined> {
  let orgs: Awaited<ReturnType<Job['identify']>>;
  try {
    orgs = await identify(signal);
  } catch (error) {
    const failure = toStop(error, signal);
    tell({ type: 'run-stopped', failure });
    return failure;
  }
  await state.bind(orgs);
  tell(orgsRecognized(orgs));
  return undefined;
}

/** Makes the state that of these orgs. Rejects as any request does, or when it belongs to others. */
export async function bindOrgs(job: OrgsAtHand, signal: AbortSignal | undefined): Promise<void> {
  const orgs = await job.identify(signal);
  await job.state.bind(orgs);
  job.tell(orgsRecognized(orgs));
}

/** Makes sure that the state does not belong to others, and ties it to nobody. */
export async function checkOrgs(
  job: OrgsAtHand,
  signal: AbortSignal | undefined,
): Promise<Awaited<ReturnType<Job['identify']>>> {
  const orgs = await job.identify(signal);
  await job.state.checkBinding(orgs);
  job.tell(orgsRecognized(orgs));
  return orgs;
}

/** Who the orgs are, for the log. */
function orgsRecognized(orgs: Awaited<ReturnType<Job['identify']>>): RunEvent {
  const nameOf = ({ identity, fallback }: Party): string => identity ?? fallback;
  return { type: 'orgs-recognized', orgA: nameOf(orgs['org A']), orgB: nameOf(orgs['org B']) };
}

// --- internal ---

type OrgsAtHand = Pick<Job, 'identify' | 'state' | 'tell'>;

/** What fails here reaches the run, however far it would reach elsewhere. */
function toStop(cause: unknown, signal: AbortSignal | undefined): TransferFailure {
  if (isTransferFailure(cause) && cause.reach === 'run') return cause;
  if (signal?.aborted === true) return interrupted(cause);
  const { message, reason } = toTransferFailure(cause);
  return new TransferFailure(message, { reach: 'run', reason, cause });
}
