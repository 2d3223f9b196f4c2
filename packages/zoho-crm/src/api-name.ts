import { usage } from './usage.ts';

/** An API name of a module, as it goes into a path. Throws `usage` for anything else. */
export function moduleName(name: string): string {
  if (/^[A-Za-z]\w*$/.test(name)) return name;
  throw usage(
    `"${name}" is not the API name of a CRM module`,
    'API names are in Setup > Developer Hub > APIs and SDKs > API names',
  );
}

/** Column names of a COQL query: joins (`Account_Name.Phone`), `!Leads.Owner` and `What_Id->Leads.Email`. */
export function columnNames(names: readonly string[]): readonly string[] {
  const wrong = names.find((name) => !/^!?[\w$]+(?:(?:\.|->)[\w$]+)*$/.test(name));
  if (wrong === undefined) return names;
  throw usage(`"${wrong}" is not a column of a COQL query`);
}
