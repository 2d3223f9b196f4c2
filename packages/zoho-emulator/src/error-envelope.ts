import { toCrmError, toWorkDriveError } from './refusals.ts';
import type { EmulatedAnswer } from './seam.ts';

/** What stands in an answer that no service made. */
export interface Failure {
  status: number;
  /** CRM's word for it. */
  code: string;
  message: string;
}

/** Says it in the manner of the product whose path it is: accounts, CRM or WorkDrive. */
export function toErrorEnvelope(path: string, { status, code, message }: Failure): EmulatedAnswer {
  if (path.startsWith('/oauth')) {
    return { status, json: { error: 'general_error', error_description: message } };
  }
  if (path.startsWith('/crm')) return toCrmError(status, code, message);
  return toWorkDriveError(status, 'F000', message);
}
