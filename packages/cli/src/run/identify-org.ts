import type { Party } from '@zohokit/state';
import type { Connection } from '@zohokit/zoho-auth';
import { isZohoError } from '@zohokit/zoho-http';
import type { WorkDriveClient } from '@zohokit/zoho-workdrive';
import { toZohoFailure } from '../adapters/zoho-failure.ts';

export interface IdentifyOrgOptions {
  connection: Pick<Connection, 'name' | 'dataCenter'>;
  clientId: string;
  drive: { users: Pick<WorkDriveClient['users'], 'id'> };
}

/**
 * Who an org is to the state: its user, which stays when a new client is made for it. Where the
 * grant may not tell the user, the client stands for it. Rejects as any request of a run does.
 */
export async function identifyOrg(
  { connection, clientId, drive }: IdentifyOrgOptions,
  signal?: AbortSignal,
): Promise<Party> {
  const { name, dataCenter } = connection;
  const fallback = `${dataCenter} / client ${clientId}`;
  try {
    return { identity: `${dataCenter} / user ${await drive.users.id({ signal })}`, fallback };
  } catch (error) {
    const untold = whyUntold(error);
    if (untold === undefined) throw toZohoFailure(error, { org: name });
    return { fallback, untold };
  }
}

// --- internal ---

/** Why an org cannot tell its user, however often it is asked; `undefined` for other failures. */
function whyUntold(error: unknown): string | undefined {
  if (!isZohoError(error)) return undefined;
  if (error.kind === 'not-found') return 'WorkDrive does not know its user';
  if (error.kind !== 'scope') return undefined;
  return `its grant needs ${error.scopes?.join(', ') ?? 'a scope'} to tell its user`;
}
