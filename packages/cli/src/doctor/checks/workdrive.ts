import { isZohoError } from '@zohokit/zoho-http';
import type { OrgName } from '../../scopes/feature.ts';
import { ok, warning, type Check } from '../check.ts';
import { findingOfError, scopeFix } from '../finding-of-error.ts';
import type { OrgWorkup } from '../workup.ts';

/** Who the user is, of which team, and whether WorkDrive answers: it does not during a penalty. */
export const createWorkDriveCheck = (org: OrgName): Check => ({
  name: `workdrive-${org.toLowerCase()}`,
  needs: [`token-${org.toLowerCase()}`],
  async run({ orgs, app: { signal } }) {
    const { user, userFailure, drive, connection } = orgs[org].get();
    const about = `WorkDrive of org ${org}`;
    if (userFailure?.kind === 'scope')
      return warning(`${about} does not tell the user`, scopeFix(userFailure, org));
    if (userFailure !== undefined)
      return findingOfError(userFailure, { about, fix: 'look at WorkDrive in the browser', org });
    if (user === undefined) return warning(`${about} does not tell the user`, 'try again later');
    try {
      const teams = await teamNames(drive, user.zuid, signal);
      const who = [user.name, user.email].filter((one) => one !== undefined).join(', ');
      return ok(`${about} (${connection.dataCenter}): ${who}${teams}`);
    } catch (error) {
      return findingOfError(error, { about, fix: 'look at WorkDrive in the browser', org });
    }
  },
});

// --- internal ---

/** ` of team "X"`; empty where the token may not ask. */
async function teamNames(
  drive: OrgWorkup['drive'],
  zuid: string,
  signal: AbortSignal,
): Promise<string> {
  try {
    const teams = await drive.teams.list(zuid, { signal });
    if (teams.length === 0) return ', no team';
    return `, team ${teams.map(({ name }) => JSON.stringify(name)).join(', ')}`;
  } catch (error) {
    if (isZohoError(error) && error.kind === 'scope') return '';
    throw error;
  }
}
