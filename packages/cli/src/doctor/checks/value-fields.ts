import type { CrmFieldInfo } from '../../adapters/crm-fields.ts';
import {
  recordStatuses,
  recordValueKinds,
  recordValueNames,
} from '../../adapters/record-value-kinds.ts';
import { ok, warning, type Check, type Finding } from '../check.ts';
import { judgeField } from '../judge-field.ts';

/** The fields that are told how a transfer ended: one that refuses its value keeps the box unticked. */
export const valueFieldsCheck: Check = {
  name: 'value-fields',
  needs: ['crm-module'],
  async run({ config, fields }) {
    const { module, valueFields } = config.get().crm;
    const told = recordValueNames.flatMap((name) => {
      const field = valueFields[name];
      return field === undefined ? [] : [{ name, field }];
    });
    if (told.length === 0) return ok('a record is told nothing besides its checkbox');
    const names = told.map(({ field }) => field).join(', ');
    if (!fields.isKnown)
      return warning(
        `whether ${names} can hold what they are told was not checked: the token may not look at fields`,
        'see crm-module',
      );
    const all = fields.get();
    const findings = told.flatMap(({ name, field }) => {
      const needs = { ...recordValueKinds[name], isWritten: true, field, module };
      const finding = judgeField(all, needs);
      return finding.status === 'ok' ? lackingOptions(all, field, name === 'status') : [finding];
    });
    return findings.length > 0 ? findings : ok(`${names} can hold what they are told`);
  },
};

// --- internal ---

/** A pick list takes other values, too, unless it is restricted, which CRM does not tell. */
function lackingOptions(
  fields: readonly CrmFieldInfo[],
  field: string,
  isStatus: boolean,
): Finding[] {
  const found = fields.find(({ apiName }) => apiName === field);
  if (!isStatus || found?.dataType !== 'picklist') return [];
  const lacking = recordStatuses.filter((status) => !found.options.includes(status));
  if (lacking.length === 0) return [];
  return [
    warning(
      `the pick list ${field} has no ${lacking.join(', ')} (CRM_STATUS_FIELD_API_NAME): CRM refuses them, and with them the tick, if it takes its own values alone`,
      'add these values in CRM (Setup > Modules and Fields), or take a text field',
    ),
  ];
}
