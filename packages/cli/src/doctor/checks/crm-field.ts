import type { Config } from '../../config/load-config.ts';
import { ok, warning, type Check } from '../check.ts';
import { judgeField, type FieldNeeds } from '../judge-field.ts';

interface FieldCheckOptions extends FieldNeeds {
  name: string;
  fieldOf: (crm: Config['crm']) => string | undefined;
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
    return judgeField(fields.get(), { ...options, field, module: crm.module });
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
