import type { CrmFieldInfo } from '../../adapters/crm-fields.ts';
import type { Config } from '../../config/load-config.ts';
import type { SettingName } from '../../config/settings.ts';
import { nearestName } from '../../nearest-name.ts';
import { failed, ok, warning, type Check, type Finding } from '../check.ts';

interface FieldCheckOptions {
  name: string;
  setting: SettingName;
  fieldOf: (crm: Config['crm']) => string | undefined;
  /** Zoho's words for the types that will do. */
  types: readonly string[];
  /** What to make in CRM, in words for a person. */
  kind: string;
  /** Whether a run writes it. */
  isWritten: boolean;
}

/** Types whose value is one text. */
export const textTypes = [
  'text',
  'textarea',
  'picklist',
  'website',
  'email',
  'phone',
  'autonumber',
] as const;

const createFieldCheck = (options: FieldCheckOptions): Check => ({
  name: options.name,
  needs: ['crm-module'],
  async run({ config, fields }) {
    const { crm } = config.get();
    const field = options.fieldOf(crm);
    if (field === undefined)
      return ok(`${options.setting} is not set: every record has the same destination`);
    if (!fields.isKnown)
      return warning(
        `whether ${field} is a ${options.kind} was not checked: the token may not look at fields`,
        'see crm-module',
      );
    return judge(fields.get(), { ...options, field, module: crm.module });
  },
});

/** The checkbox that a run ticks. */
export const checkboxFieldCheck = createFieldCheck({
  name: 'checkbox-field',
  setting: 'CRM_CHECKBOX_FIELD_API_NAME',
  fieldOf: ({ checkboxField }) => checkboxField,
  types: ['boolean'],
  kind: 'checkbox',
  isWritten: true,
});

/** The field that names the source folder. */
export const folderFieldCheck = createFieldCheck({
  name: 'folder-field',
  setting: 'CRM_FOLDER_NAME_FIELD_API_NAME',
  fieldOf: ({ folderNameField }) => folderNameField,
  types: textTypes,
  kind: 'text field',
  isWritten: false,
});

/** The field with a destination of the record's own. */
export const destinationFieldCheck = createFieldCheck({
  name: 'destination-field',
  setting: 'CRM_DEST_FOLDER_FIELD_API_NAME',
  fieldOf: ({ storeFolderField }) => storeFolderField,
  types: textTypes,
  kind: 'text field',
  isWritten: false,
});

// --- internal ---

function judge(
  fields: readonly CrmFieldInfo[],
  options: FieldCheckOptions & { field: string; module: string },
): Finding {
  const { field, module, setting, types, kind, isWritten } = options;
  const found = fields.find(({ apiName }) => apiName === field);
  const fitting = fields.filter(
    ({ dataType, isWritable }) => types.includes(dataType) && (isWritable || !isWritten),
  );
  const nearest =
    fitting.find(({ label }) => label.toLowerCase() === field.toLowerCase())?.apiName ??
    nearestName(
      field,
      fitting.map(({ apiName }) => apiName),
    );
  const instead =
    nearest === undefined
      ? `make a ${kind} in the module ${module} (CRM: Setup > Modules and Fields), and set ${setting} to its API name`
      : `set ${setting}=${nearest}, if that is meant`;
  if (found === undefined) return failed(`${module} has no field ${field} (${setting})`, instead);
  if (!types.includes(found.dataType))
    return failed(`${field} is of the type ${found.dataType} and no ${kind} (${setting})`, instead);
  if (isWritten && !found.isWritable)
    return failed(
      `${field} is read-only for the API (${setting})`,
      `let it be edited (CRM: Setup > Modules and Fields > permissions), or ${instead}`,
    );
  return ok(`${field} is a ${kind}`);
}
