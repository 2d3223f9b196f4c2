import { isTransferFailure } from '@zohokit/transfer-core';
import { ConfigurationError } from '../config/configuration-error.ts';
import { exitCodeOfError } from '../exit-code-of-error.ts';
import type { RunEndEvent, StopReason } from '../output/run-event.ts';
import { RunLockedError } from './run-locked-error.ts';
import { summarizeFailure } from './summarize.ts';

/** What a run or a plan came to that an error ended. */
export function summarizeError(
  error: unknown,
  { signal, dryRun }: { signal: AbortSignal; dryRun: boolean },
): RunEndEvent {
  const message = error instanceof Error ? error.message : String(error);
  const exitCode = exitCodeOfError(error, signal);
  return summarizeFailure(message, { exitCode, dryRun, stopReason: stopReasonOf(error, signal) });
}

// --- internal ---

function stopReasonOf(error: unknown, signal: AbortSignal): StopReason {
  if (error instanceof RunLockedError) return 'locked';
  if (error instanceof ConfigurationError) return 'configuration';
  if (isTransferFailure(error)) return error.reason;
  return signal.aborted ? 'interrupted' : 'unexpected';
}
