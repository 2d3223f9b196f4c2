import { isTransferFailure } from '@zohokit/transfer-core';
import { isZohoError, type ZohoErrorKind } from '@zohokit/zoho-http';
import { ConfigurationError } from './config/configuration-error.ts';
import { exitCodeOfReason, exitCodes, type ExitCode } from './exit-code.ts';
import { CancelledError } from './init/cancelled-error.ts';
import { RunLockedError } from './run/run-locked-error.ts';
import { UsageError } from './usage-error.ts';

/** The code of an error that ended the program before or outside a run. */
export function exitCodeOfError(error: unknown, signal: AbortSignal): ExitCode {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof ConfigurationError) return exitCodes.configuration;
  if (error instanceof RunLockedError) return exitCodes.locked;
  if (isTransferFailure(error)) return exitCodeOfReason(error.reason);
  if (signal.aborted || error instanceof CancelledError) return exitCodes.interrupted;
  return isZohoError(error) ? exitCodeOfKind(error.kind) : exitCodes.failed;
}

// --- internal ---

function exitCodeOfKind(kind: ZohoErrorKind): ExitCode {
  switch (kind) {
    case 'authorization':
    case 'scope':
      return exitCodes.authorization;
    case 'rate-limit':
    case 'quota':
      return exitCodes.tryLater;
    case 'usage':
      return exitCodes.configuration;
    case 'not-found':
    case 'conflict':
    case 'refused':
    case 'bad-request':
    case 'unavailable':
    case 'maybe-committed':
    case 'unexpected-response':
      return exitCodes.failed;
    default:
      return kind satisfies never;
  }
}
