import { isTransferFailure } from '@zohokit/transfer-core';
import { ConfigurationError } from '../config/configuration-error.ts';
import { exitCodeOfError } from '../exit-code-of-error.ts';
import type { ExitCode } from '../exit-code.ts';
import type { TransferCommand } from '../output/job-command.ts';
import type { RunEndEvent, StopReason, WorkHead } from '../output/run-event.ts';
import { RunLockedError } from './run-locked-error.ts';
import { UsageError } from '../usage-error.ts';
import { summarizeFailure } from './summarize.ts';

/** What a run or a plan came to that an error ended. */
export function summarizeError(
  error: unknown,
  { signal, ...head }: WorkHead<TransferCommand> & { signal: AbortSignal },
): RunEndEvent {
  const { message, ...end } = explainEnd(error, signal);
  return summarizeFailure(message, { ...head, ...end });
}

/** Why work ended, whatever it was. */
export function explainEnd(
  error: unknown,
  signal: AbortSignal,
): { exitCode: ExitCode; message: string; stopReason: StopReason } {
  const message = error instanceof Error ? error.message : String(error);
  return {
    exitCode: exitCodeOfError(error, signal),
    message,
    stopReason: stopReasonOf(error, signal),
  };
}

// --- internal ---

function stopReasonOf(error: unknown, signal: AbortSignal): StopReason {
  if (error instanceof RunLockedError) return 'locked';
  if (error instanceof UsageError) return 'usage';
  if (error instanceof ConfigurationError) return 'configuration';
  if (isTransferFailure(error)) return error.reason;
  return signal.aborted ? 'interrupted' : 'unexpected';
}
