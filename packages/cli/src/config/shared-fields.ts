import type { SettingName } from './settings.ts';
import type { GivenSettings } from './read-settings.ts';

/** Every setting that names a field of a record. */
export const fieldSettings = [
  'CRM_CHECKBOX_FIELD_API_NAME',
  'CRM_FOLDER_NAME_FIELD_API_NAME',
  'CRM_DEST_FOLDER_FIELD_API_NAME',
  'CRM_FOLDER_URL_FIELD_API_NAME',
  'CRM_FOLDER_ID_FIELD_API_NAME',
  'CRM_FILE_COUNT_FIELD_API_NAME',
  'CRM_STATUS_FIELD_API_NAME',
  'CRM_ERROR_FIELD_API_NAME',
  'CRM_FINISHED_TIME_FIELD_API_NAME',
] as const satisfies readonly SettingName[];

/** A field that is to hold two things would lose one of them: each pair is a problem. */
export function sharedFields({ values, placeOf }: GivenSettings): string[] {
  return fieldSettings.flatMap((setting, index) => {
    const field = values[setting];
    const first = fieldSettings.slice(0, index).find((other) => values[other] === field);
    if (field === undefined || first === undefined) return [];
    // An API name is no secret, but what was pasted into the wrong line may be one.
    return [`${placeOf(first)} and ${placeOf(setting)} name the same field: each needs its own`];
  });
}
