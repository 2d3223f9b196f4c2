import { toModuleFields, withStandardModules } from './crm/metadata/module-fields.ts';
import { checkFieldSeeds } from './crm/metadata/check-field-seeds.ts';
import type { ModuleSeed, NodeSeed, OrgSeed, Seed } from './seed.ts';

/** What is wrong between the parts of a seed whose parts are right; empty when nothing is. */
export function checkSeed(seed: Seed): string[] {
  const keys = { a: drivesKeys(seed.orgs.a), b: drivesKeys(seed.orgs.b) };
  return [
    ...repeated(keys.a).map((key) => `orgs.a.workdrive: two nodes have the key "${key}"`),
    ...repeated(keys.b).map((key) => `orgs.b.workdrive: two nodes have the key "${key}"`),
    ...checkFieldSeeds('a', seed.orgs.a),
    ...checkFieldSeeds('b', seed.orgs.b),
    ...checkRecords('a', seed.orgs.a, keys.a),
    ...checkRecords('b', seed.orgs.b, keys.b),
    ...checkJob(seed, keys),
  ];
}

/** The key of a value `{"$id": "key"}`, or `undefined` when the value is anything else. */
export function toReference(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('$id' in value)) return undefined;
  return typeof value.$id === 'string' ? value.$id : undefined;
}

function drivesKeys({ workdrive }: OrgSeed): string[] {
  const ofNode = (node: NodeSeed): string[] => [
    ...(node.key === undefined ? [] : [node.key]),
    ...('children' in node ? node.children.flatMap(ofNode) : []),
  ];
  return [...workdrive.myFolders.flatMap(ofNode), ...workdrive.teamFolders.flatMap(ofNode)];
}

function repeated(keys: readonly string[]): string[] {
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
}

function checkRecords(org: string, { crm }: OrgSeed, keys: readonly string[]): string[] {
  const modules = withStandardModules(crm.modules);
  return Object.entries(modules).flatMap(([module, { fields, records }]) => {
    const known = new Set(toModuleFields(module, fields).map((field) => field.api_name));
    return records.flatMap((record, index) =>
      Object.entries(record).flatMap(([field, value]) => {
        const at = `orgs.${org}.crm.modules.${module}.records[${index}].${field}`;
        // What Zoho keeps of a record besides its fields, such as `$converted`.
        if (field.startsWith('$')) return [];
        if (!known.has(field)) return [`${at}: the module has no such field`];
        if (field === 'id' && !(typeof value === 'string' && /^\d{1,19}$/.test(value))) {
          return [`${at}: is not a string of up to 19 digits`];
        }
        const key = toReference(value);
        if (key === undefined || keys.includes(key)) return [];
        return [`${at}: no node of orgs.${org}.workdrive has the key "${key}"`];
      }),
    );
  });
}

function checkJob(
  { job, orgs }: Seed,
  keys: { a: readonly string[]; b: readonly string[] },
): string[] {
  if (job === undefined) return [];
  const problems: string[] = [];
  const module: ModuleSeed | undefined = orgs.a.crm.modules[job.module];
  if (module === undefined) {
    problems.push(`job.module: org a has no module "${job.module}"`);
  } else {
    const { fields } = withStandardModules({ [job.module]: module })[job.module] ?? module;
    const known = new Set(toModuleFields(job.module, fields).map((field) => field.api_name));
    for (const name of ['checkboxField', 'folderField', 'destFolderField'] as const) {
      const field = job[name];
      if (field !== undefined && !known.has(field)) {
        problems.push(`job.${name}: ${job.module} has no field "${field}"`);
      }
    }
  }
  if (!keys.a.includes(job.destination)) {
    problems.push(`job.destination: no node of org a has the key "${job.destination}"`);
  }
  if (job.sourceParent !== undefined && !keys.b.includes(job.sourceParent)) {
    problems.push(`job.sourceParent: no node of org b has the key "${job.sourceParent}"`);
  }
  return problems;
}
