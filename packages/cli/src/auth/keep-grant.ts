import type { TokenGrant } from '@zohokit/zoho-auth';
import { CommandFailure } from '../command-failure.ts';
import { regionOf, variablesOf } from '../config/org-settings.ts';
import type { GivenSettings } from '../config/read-settings.ts';
import { writeEnvFile, type SettingChanges } from '../config/write-env-file.ts';
import type { OrgName } from '../scopes/feature.ts';

export interface KeepGrantOptions {
  org: OrgName;
  grant: TokenGrant;
  given: GivenSettings;
  /** Whether to hand out the token instead of writing it. */
  print: boolean;
}

/**
 * Writes a refresh token, and the region where it was granted if that is news, into the settings
 * file. Resolves to what was written, the token masked unless it was to be handed out.
 */
export async function keepGrant({
  org,
  grant: { dataCenter, refreshToken },
  given,
  print,
}: KeepGrantOptions): Promise<{ file: string | null; variables: Record<string, string> }> {
  if (refreshToken === undefined)
    throw new CommandFailure(
      `org ${org}: Zoho granted an access token only: generate the code in a Self Client, whose codes come with a refresh token`,
    );
  const names = variablesOf(org);
  const changes: SettingChanges = { [names.refreshToken]: refreshToken };
  if (regionOf(given.values, org) !== dataCenter) changes[names.region] = dataCenter;
  if (print) return { file: null, variables: changes };
  await writeEnvFile(given.file, changes);
  return { file: given.file, variables: { ...changes, [names.refreshToken]: '***' } };
}
