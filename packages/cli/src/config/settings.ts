import * as v from 'valibot';
import {
  apiName,
  credential,
  driveId,
  logDays,
  logLevel,
  optionalApiName,
  optionalDriveId,
  optionalEmulatorUrl,
  optionalPace,
  optionalPath,
  optionalProxy,
  optionalRegion,
  optionalTokenKey,
  policy,
} from './setting.ts';
import { transferSettings } from './transfer-settings.ts';

/** Every variable that this program reads, as it stands in `.env` or the environment. */
export const Settings = v.object({
  ZOHO_REGION: optionalRegion,
  ORG_A_REGION: optionalRegion,
  ORG_B_REGION: optionalRegion,
  ORG_A_CLIENT_ID: credential('the client id of org A (API console, Self Client)'),
  ORG_A_CLIENT_SECRET: credential('the client secret of org A (API console, Self Client)'),
  ORG_A_REFRESH_TOKEN: credential('the refresh token of org A (CRM and the receiving WorkDrive)'),
  ORG_B_CLIENT_ID: credential('the client id of org B (API console, Self Client)'),
  ORG_B_CLIENT_SECRET: credential('the client secret of org B (API console, Self Client)'),
  ORG_B_REFRESH_TOKEN: credential('the refresh token of org B (the WorkDrive that is read)'),
  CRM_MODULE_API_NAME: apiName('the API name of the CRM module, e.g. Deals'),
  CRM_CHECKBOX_FIELD_API_NAME: apiName('the API name of the checkbox field'),
  CRM_FOLDER_NAME_FIELD_API_NAME: apiName('the API name of the field that names the folder'),
  CRM_DEST_FOLDER_FIELD_API_NAME: optionalApiName,
  WORKDRIVE_DEST_FOLDER_ID: driveId('the id of the WorkDrive folder of org A that receives'),
  WORKDRIVE_SOURCE_PARENT_FOLDER_ID: optionalDriveId,
  WORKDRIVE_SOURCE_TEAM_ID: optionalDriveId,
  TRANSFER_POLICY: policy,
  ...transferSettings,
  ZOHOKIT_PACE: optionalPace,
  LOG_LEVEL: logLevel,
  ZOHOKIT_LOG_DAYS: logDays,
  ZOHOKIT_HOME: optionalPath,
  ZOHOKIT_TOKEN_KEY: optionalTokenKey,
  HTTPS_PROXY: optionalProxy,
  HTTP_PROXY: optionalProxy,
  NO_PROXY: v.optional(v.string()),
  NODE_EXTRA_CA_CERTS: optionalPath,
  ZOHO_EMULATOR_URL: optionalEmulatorUrl,
});

export type SettingName = keyof typeof Settings.entries;
