import type { CrmFieldInfo } from '../adapters/crm-fields.ts';
import type { SettingName } from '../config/settings.ts';
import { nearestName } from '../nearest-name.ts';
import { failed, ok, type Finding } from './check.ts';

/** What a run needs of a field. */
export interface FieldNeeds {
  setting: SettingName;
  /** Zoho's words for the types that will do. */
  types: readonly string[];
  /** What to make in CRM, in words for a person. */
  kind: string;
  /** Whether a run writes it. */
  isWritten: boolean;
  /** Where CRM says a length: at least so many characters or digits. @default 0 */
  minLength?: number | undefined;
}

/** Whether the field that a setting names is there and will do. */
export function judgeField(
  fields: readonly CrmFieldInfo[],
  { field, module, ...needs }: FieldNeeds & { field: string; module: string },
): Finding {
  const { setting, types, kind, isWritten, minLength = 0 } = needs;
  const instead = insteadOf(fields, { field, module, ...needs });
  const found = fields.find(({ apiName }) => apiName === field);
  if (found === undefined) return failed(`${module} has no field ${field} (${setting})`, instead);
  if (!types.includes(found.dataType))
    return failed(`${field} is of the type ${found.dataType} and no ${kind} (${setting})`, instead);
  if (isWritten && !found.isWritable)
    return failed(
      `${field} is read-only for the API (${setting})`,
      `let it be edited (CRM: Setup > Modules and Fields > permissions), or ${instead}`,
    );
  if (lengthOf(found) < minLength)
    return failed(
      `${field} takes ${found.maxLength} characters or digits, and ${minLength} are needed (${setting})`,
      `let it take ${minLength} (CRM: Setup > Modules and Fields > ${module}), or ${instead}`,
    );
  return ok(`${field} is a ${kind}`);
}

// --- internal ---

const lengthOf = ({ maxLength = Infinity }: CrmFieldInfo): number => maxLength;

function insteadOf(
  fields: readonly CrmFieldInfo[],
  { field, module, ...needs }: FieldNeeds & { field: string; module: string },
): string {
  const { setting, types, kind, isWritten, minLength = 0 } = needs;
  const fitting = fields.filter(
    (one) =>
      types.includes(one.dataType) &&
      (one.isWritable || !isWritten) &&
      lengthOf(one) >= minLength &&
      one.apiName !== field,
  );
  const nearest =
    fitting.find(({ label }) => label.toLowerCase() === field.toLowerCase())?.apiName ??
    nearestName(
      field,
      fitting.map(({ apiName }) => apiName),
    );
  return nearest === undefined
    ? `make a ${kind} in the module ${module} (CRM: Setup > Modules and Fields), and set ${setting} to its API name`
    : `set ${setting}=${nearest}, if that is meant`;
}
