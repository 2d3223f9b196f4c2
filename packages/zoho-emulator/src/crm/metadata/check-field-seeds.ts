import type { FieldSeed, OrgSeed } from '../../seed.ts';
import { lengthChoices, lengthRanges } from './edit/field-types.ts';
import { isCustomModule, withStandardModules } from './module-fields.ts';

/** What is wrong with the modules and fields of an org's seed; empty when nothing is. */
export function checkFieldSeeds(org: string, { crm }: OrgSeed): string[] {
  const modules = new Set(Object.keys(withStandardModules(crm.modules)));
  return Object.entries(crm.modules).flatMap(([module, { fields }]) => {
    const at = `orgs.${org}.crm.modules.${module}`;
    const name =
      /^[A-Za-z]\w*$/.test(module) || !isCustomModule(module) ? [] : [`${at}: is not an API name`];
    const names = fields.map((field) => field.api_name);
    const twice = names
      .filter((one, index) => names.indexOf(one) !== index)
      .map((one) => `${at}.fields: two have the name "${one}"`);
    const wrong = fields.flatMap((field, index) =>
      checkField(field, `${at}.fields[${index}]`, modules),
    );
    return [...name, ...twice, ...wrong];
  });
}

// --- internal ---

/** The types that a key belongs to. */
const belongs = {
  pick_list: ['picklist', 'multiselectpicklist'],
  lookup: ['lookup', 'multiselectlookup'],
  textarea: ['textarea'],
  auto_number: ['autonumber'],
  return_type: ['formula', 'rollup_summary'],
  decimal_place: ['double', 'percent', 'currency', 'formula', 'rollup_summary'],
  fields: ['subform'],
} as const;

function checkField(field: FieldSeed, at: string, modules: ReadonlySet<string>): string[] {
  const { data_type: type, length, lookup, fields = [] } = field;
  const given: Readonly<Record<string, unknown>> = field;
  const problems = Object.entries(belongs).flatMap(([key, types]) =>
    given[key] === undefined || types.some((one) => one === type)
      ? []
      : [`${at}.${key}: only a field of type ${types.join(' or ')} has it`],
  );
  if (lookup !== undefined && !modules.has(lookup)) {
    problems.push(`${at}.lookup: the org has no module "${lookup}"`);
  }
  const choices = lengthChoices[type];
  const [from, to] = lengthRanges[type] ?? [0, Infinity];
  if (length !== undefined && choices?.includes(length) === false) {
    problems.push(`${at}.length: is not ${choices.join(' or ')}`);
  } else if (length !== undefined && (length < from || length > to)) {
    problems.push(`${at}.length: is not between ${from} and ${to}`);
  }
  return [
    ...problems,
    ...fields.flatMap((one, index) => checkField(one, `${at}.fields[${index}]`, modules)),
  ];
}
