import { type ValueKind, toValueKind } from '../criteria/value-kind.ts';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmRecord } from '../record-table.ts';
import type { OrgDirectory } from '../metadata/org-directory.ts';
import { CoqlError } from './coql-error.ts';
import { lookupId } from './lookup-id.ts';
import { toUserColumn } from './user-column.ts';

/** Where columns lead to. */
export interface ColumnScope extends Pick<CrmOrg, 'modules'> {
  directory: OrgDirectory;
}

/** A column of a query, found. */
export interface ResolvedColumn {
  dataType: string;
  /** `undefined` for what can be neither compared nor ordered: territories, subforms. */
  kind: ValueKind | undefined;
  /** As it is stored. */
  read(record: CrmRecord): unknown;
  /** Of a lookup, the module that it points to. */
  target?: CrmModule | undefined;
  /** Its metadata; a user's properties have none. */
  field?: { module: CrmModule; field: CrmField } | undefined;
  /** The lookups that were followed, each with those before it: `Account_Name`. */
  joins: string[];
}

/**
 * Finds `Amount`, `Account_Name.Parent_Account.Industry`, `What_Id->Leads.Last_Name` and
 * `!Leads.Owner.role.id`; `undefined` when there is no such column.
 */
export function resolveColumn(
  scope: ColumnScope,
  module: CrmModule,
  path: string,
): ResolvedColumn | undefined {
  if (!path.startsWith('!')) return resolve(scope, module, path);
  const [qualifier = '', ...rest] = path.slice(1).split('.');
  if (qualifier !== module.apiName) throw unknownModule(qualifier);
  return resolve(scope, module, rest.join('.'));
}

// --- internal ---

function resolve(scope: ColumnScope, module: CrmModule, path: string): ResolvedColumn | undefined {
  const [, head = '', arrow = '', rest = ''] = /^(\w*)(?:->(\w*))?(?:\.(.*))?$/s.exec(path) ?? [];
  const field = module.fields.get(head);
  if (!field || (arrow !== '' && rest === '')) return undefined;
  if (rest === '') return toColumn(scope, module, field);
  if (isUser(field)) return toUserColumn(scope.directory, head, rest);
  if (!lookups.has(field.dataType)) return undefined;
  if (rest === 'id') return toIdColumn(head);
  const target = findTarget(scope, field, arrow);
  const inner = target && resolve(scope, target, rest);
  if (!target || !inner) return undefined;
  return {
    ...inner,
    read(record) {
      const id = lookupId(record[head]);
      const parent = id === undefined ? undefined : target.records.get(id);
      return parent && inner.read(parent);
    },
    joins: [head, ...inner.joins.map((join) => `${head}.${join}`)],
  };
}

function toColumn(
  scope: ColumnScope,
  module: CrmModule,
  field: CrmField,
): ResolvedColumn | undefined {
  const { apiName, dataType } = field;
  // Multi-select lookups, subforms and tuples are not supported (Zoho doc: COQL-Limitations).
  const kind = toValueKind(field);
  if (!kind && !selectOnly.has(dataType)) return undefined;
  return {
    dataType,
    kind,
    read: (record) => record[apiName],
    target: scope.modules.get(field.lookupModule ?? ''),
    field: { module, field },
    joins: [],
  };
}

/** The id that a lookup holds needs no look at what it points to. */
function toIdColumn(head: string): ResolvedColumn {
  return {
    dataType: 'bigint',
    kind: toValueKind({ dataType: 'bigint' }),
    read: (record) => lookupId(record[head]),
    joins: [head],
  };
}

const selectOnly = new Set(['territories', 'layout', 'profileimage', 'consent_lookup']);
const lookups = new Set(['lookup', 'multi_module_lookup']);

function isUser({ dataType }: CrmField): boolean {
  return dataType === 'ownerlookup' || dataType === 'userlookup';
}

function findTarget(scope: ColumnScope, field: CrmField, arrow: string): CrmModule | undefined {
  if (arrow === '') return scope.modules.get(field.lookupModule ?? '');
  if (field.dataType !== 'multi_module_lookup') return undefined;
  const target = scope.modules.get(arrow);
  if (!target) throw unknownModule(arrow);
  return target;
}

/** The words of the message are not known. */
function unknownModule(module: string): CoqlError {
  return new CoqlError('INVALID_QUERY', 'the module name given seems to be invalid', { module });
}
