import type { OrgInfo } from './org-info.ts';
import type { OrgKey } from './seam.ts';
import type { JobSeed } from './seed.ts';

export interface EnvironmentOptions {
  url: string;
  orgs: Record<OrgKey, OrgInfo>;
  job: JobSeed | undefined;
}

/** The variables with which the transfer tool carries out the seed's job against this emulator. */
export function toEnvironment({ url, orgs, job }: EnvironmentOptions): Record<string, string> {
  const { a, b } = orgs;
  const variables: Record<string, string | undefined> = {
    ZOHO_EMULATOR_URL: url,
    ZOHO_REGION: a.dataCenter,
    ORG_B_REGION: b.dataCenter === a.dataCenter ? undefined : b.dataCenter,
    ORG_A_CLIENT_ID: a.clientId,
    ORG_A_CLIENT_SECRET: a.clientSecret,
    ORG_A_REFRESH_TOKEN: a.refreshToken,
    ORG_B_CLIENT_ID: b.clientId,
    ORG_B_CLIENT_SECRET: b.clientSecret,
    ORG_B_REFRESH_TOKEN: b.refreshToken,
    CRM_MODULE_API_NAME: job?.module,
    CRM_CHECKBOX_FIELD_API_NAME: job?.checkboxField,
    CRM_FOLDER_NAME_FIELD_API_NAME: job?.folderField,
    CRM_DEST_FOLDER_FIELD_API_NAME: job?.destFolderField,
    WORKDRIVE_DEST_FOLDER_ID: job && a.ids[job.destination],
    WORKDRIVE_SOURCE_PARENT_FOLDER_ID:
      job?.sourceParent === undefined ? undefined : b.ids[job.sourceParent],
  };
  const given = Object.entries(variables).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return Object.fromEntries(given);
}
