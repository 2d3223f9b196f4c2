import { isTransferFailure } from '@zohokit/transfer-core';
import { createRedactor, isZohoError } from '@zohokit/zoho-http';
import { CommandFailure } from './command-failure.ts';
import { ConfigurationError } from './config/configuration-error.ts';
import { exitCodeOfError } from './exit-code-of-error.ts';
import { exitCodes, type ExitCode } from './exit-code.ts';
import { harmless } from './output/harmless.ts';
import { RunLockedError } from './run/run-locked-error.ts';
import { UsageError } from './usage-error.ts';

/**
 * The code of what ended the program, and words for a person, redacted by the looks of secrets.
 * @param called the command line as far as it names a command, e.g. `zohokit auth exchange`
 */
export function explainError(
  error: unknown,
  { signal, called }: { signal: AbortSignal; called: string },
): { exitCode: ExitCode; text: string } {
  const exitCode = exitCodeOfError(error, signal);
  if (exitCode === exitCodes.interrupted) return { exitCode, text: 'interrupted' };
  const redactor = createRedactor();
  // Only our own lines are lines.
  const text = linesOf(error, called)
    .map((line) => harmless(redactor.redact(line)))
    .join('\n');
  return { exitCode, text };
}

// --- internal ---

function linesOf(error: unknown, called: string): string[] {
  if (error instanceof ConfigurationError)
    return [error.heading, ...error.problems.map((problem) => `  ${problem}`)];
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return [message, `See ${called} --help`];
  // A seed's problems are listed; no name of Zoho is among them.
  if (error instanceof CommandFailure) return message.split('\n');
  const hint = isZohoError(error) && error.hint !== undefined ? ` (${error.hint})` : '';
  const foreseen =
    error instanceof RunLockedError || isTransferFailure(error) || isZohoError(error);
  return [`${foreseen ? '' : 'unexpected error: '}${message}${hint}`];
}
