import type { FieldSeed, ModuleSeed } from '../../seed.ts';
import { standardModules } from './standard-modules/standard-modules.ts';

/** Whether a module is the user's own. */
export function isCustomModule(module: string): boolean {
  return !Object.hasOwn(standardModules, module);
}

/** The field that names a record of the module. */
export function toNameField(module: string): string {
  return standard(module)?.nameField ?? 'Name';
}

/**
 * The field by which upsert finds a record when the caller names none (Zoho doc: upsert-records);
 * `undefined` for modules that have no upsert.
 */
export function toDuplicateField(module: string): string | undefined {
  return isCustomModule(module) ? 'Name' : standard(module)?.duplicateField;
}

/** All fields of a module: those that Zoho gives it, with the seed's own laid over them. */
export function toModuleFields(module: string, declared: readonly FieldSeed[]): FieldSeed[] {
  const own = new Map(declared.map((field) => [field.api_name, field]));
  const given = givenFields(module);
  const names = new Set(given.map((field) => field.api_name));
  return [
    // Zoho's own limits stay where the seed says nothing of them.
    ...given.map((field) => ({ ...field, ...own.get(field.api_name) })),
    ...declared.filter((field) => !names.has(field.api_name)),
  ];
}

/** Whether Zoho brings the field along, rather than the seed or a user. */
export function isGivenField(module: string, apiName: string): boolean {
  return givenFields(module).some((field) => field.api_name === apiName);
}

/**
 * The modules of an org: Zoho's own, then the user's. A seed that gives a record of a standard
 * module a `Name` gets a text field for it, so that a small seed need not know Zoho's name of it.
 */
export function withStandardModules(
  seeded: Readonly<Record<string, ModuleSeed>>,
): Record<string, ModuleSeed> {
  const all: Record<string, ModuleSeed> = {};
  for (const name of Object.keys(standardModules)) all[name] = { fields: [], records: [] };
  for (const [name, seed] of Object.entries(seeded)) {
    all[name] = isCustomModule(name) ? seed : withName(name, seed);
  }
  return all;
}

// --- internal ---

function standard(module: string) {
  return Object.hasOwn(standardModules, module) ? standardModules[module] : undefined;
}

function withName(module: string, seed: ModuleSeed): ModuleSeed {
  const known = toModuleFields(module, seed.fields).some((field) => field.api_name === 'Name');
  if (known || !seed.records.some((record) => 'Name' in record)) return seed;
  return { ...seed, fields: [{ api_name: 'Name', data_type: 'text' }, ...seed.fields] };
}

function givenFields(module: string): FieldSeed[] {
  const own = standard(module)?.fields ?? customFields;
  return [...leading, ...own, ...trailing];
}

const leading: readonly FieldSeed[] = [
  { api_name: 'id', data_type: 'bigint', label: 'Record Id', read_only: true },
];

/** Of a module that a user made (Zoho doc: crm/custom-modules). */
const customFields: readonly FieldSeed[] = [
  { api_name: 'Name', data_type: 'text', length: 120, mandatory: true },
  { api_name: 'Email', data_type: 'email' },
  { api_name: 'Secondary_Email', data_type: 'email' },
];

/** Of every module (Zoho doc: crm/system fields). */
const trailing: readonly FieldSeed[] = [
  { api_name: 'Owner', data_type: 'ownerlookup' },
  { api_name: 'Created_By', data_type: 'ownerlookup', read_only: true },
  { api_name: 'Modified_By', data_type: 'ownerlookup', read_only: true },
  { api_name: 'Created_Time', data_type: 'datetime', read_only: true },
  { api_name: 'Modified_Time', data_type: 'datetime', read_only: true },
  { api_name: 'Last_Activity_Time', data_type: 'datetime', read_only: true },
  { api_name: 'Tag', data_type: 'text', length: 2000 },
  { api_name: 'Layout', data_type: 'layout' },
  { api_name: 'Record_Status__s', data_type: 'picklist', label: 'Record Status', read_only: true },
  { api_name: 'Locked__s', data_type: 'boolean', label: 'Locked', read_only: true },
];
