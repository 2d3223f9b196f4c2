import type { Incoming } from './connection.ts';
import type { MetFault } from './faults.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { pause } from './pause.ts';
import type { EmulatedAnswer } from './seam.ts';
import { writeAnswer } from './write-answer.ts';

export interface Reply {
  incoming: Incoming;
  entry: LedgerEntry;
  answer: EmulatedAnswer;
  /** What the answer's date is, in milliseconds since the epoch. */
  date: number;
  fault?: MetFault | undefined;
  /** Called when the head is written. */
  onBegin?: (() => void) | undefined;
}

/** Sends the answer, unless the client has gone or the fault has it otherwise. */
export async function reply(given: Reply): Promise<void> {
  const { incoming, entry, answer, date, fault, onBegin } = given;
  const { connection } = incoming;
  // An answer that overtakes its request's body makes clients see a broken pipe instead of it.
  if (!(await connection.bodyRead())) return;
  entry.requestBytes = connection.requestBytes();
  if (fault !== undefined && !(await letThrough(fault, connection))) return;
  if (connection.gone()) return;
  entry.status = answer.status;
  const headers: Record<string, string> = { date: new Date(date).toUTCString(), ...answer.headers };
  entry.contentType =
    headers['content-type'] ?? (answer.json === undefined ? undefined : 'application/json');
  await writeAnswer(
    incoming,
    { ...answer, headers },
    { effect: fault?.effect, onBegin, onBytes: (bytes) => (entry.responseBytes += bytes) },
  );
}

// --- internal ---

/** Waits as long as the fault has it; `false` when there is to be no answer. */
async function letThrough(fault: MetFault, connection: Incoming['connection']): Promise<boolean> {
  const { effect } = fault;
  // A write has waited already, at its commit.
  if (effect.kind === 'delay' && !fault.felt()) await pause(effect.ms, connection.whenGone);
  fault.fire();
  switch (effect.kind) {
    case 'answer-lost':
    case 'late-commit':
    case 'never-commit':
      connection.destroy();
      return false;
    case 'reset':
    case 'reset-request':
      connection.reset();
      return false;
    case 'hang':
    case 'hold':
      await connection.whenGone;
      return false;
    case 'delay':
    case 'status':
    case 'duplicate':
    case 'behave':
    case 'reset-response':
    case 'cut-body':
    case 'truncate':
    case 'corrupt':
    case 'drip':
      return true;
    default:
      return effect satisfies never;
  }
}
