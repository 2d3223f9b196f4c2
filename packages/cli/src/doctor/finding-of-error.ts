import { isTransferFailure } from '@zohokit/transfer-core';
import { isZohoError, TransportFailure, type ZohoError } from '@zohokit/zoho-http';
import { exitCodeOfReason, exitCodes, type ExitCode } from '../exit-code.ts';
import type { OrgName } from '../scopes/feature.ts';
import { failed, type Finding } from './check.ts';

/**
 * A failure of Zoho, of the way to it, or of the core as a finding. Anything else is a defect and is
 * thrown on.
 * @param fix what to do where the error itself does not say
 */
export function findingOfError(
  error: unknown,
  { about, fix, org }: { about: string; fix: string; org: OrgName },
): Finding {
  if (isTransferFailure(error)) {
    const { message, reason } = error;
    // What would end each record of a run ends here for one reason: what was set.
    const isSetting = reason === 'store-unusable' || reason === 'permanent';
    return failed(message, fix, isSetting ? exitCodes.configuration : exitCodeOfReason(reason));
  }
  if (!isZohoError(error)) throw error;
  const message = `${about}: ${error.message}`;
  if (error.kind === 'rate-limit') return failed(message, waitFix(error), exitCodes.tryLater);
  if (error.kind === 'scope') return failed(message, scopeFix(error, org), exitCodes.authorization);
  return failed(message, error.hint ?? fix, exitCodeOfZoho(error));
}

/** What to do about a missing scope. */
export function scopeFix({ scopes = [] }: Pick<ZohoError, 'scopes'>, org: OrgName): string {
  const named = scopes.length === 0 ? 'the scope' : scopes.join(', ');
  return `make a code with ${named} added (zohokit auth scopes --org ${org} prints the whole line), then zohokit auth exchange --org ${org}`;
}

// --- internal ---

function waitFix({ retry }: ZohoError): string {
  const seconds = retry.kind === 'wait' ? Math.ceil(retry.ms / 1000) : 60;
  return `wait ${seconds} s, and let other programs of the same user rest: earlier requests prolong it`;
}

function exitCodeOfZoho({ kind, cause }: ZohoError): ExitCode {
  switch (kind) {
    case 'authorization':
    case 'scope':
      return exitCodes.authorization;
    case 'rate-limit':
    case 'quota':
      return exitCodes.tryLater;
    case 'unavailable':
      return isWayClosed(cause) ? exitCodes.configuration : exitCodes.tryLater;
    case 'usage':
    case 'not-found':
    case 'bad-request':
    case 'refused':
      return exitCodes.configuration;
    case 'conflict':
    case 'maybe-committed':
    case 'unexpected-response':
      return exitCodes.failed;
    default:
      return kind satisfies never;
  }
}

/** What a person must change here, and no waiting makes better. */
function isWayClosed(cause: unknown): boolean {
  if (!(cause instanceof TransportFailure)) return false;
  return cause.reason === 'proxy' || cause.reason === 'certificate';
}
