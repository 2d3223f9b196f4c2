import * as v from 'valibot';
import type { CrmField } from '../crm-field.ts';
import type { CrmModule } from '../crm-module.ts';
import type { CrmRecord } from '../record-table.ts';
import { type Comparator, comparatorsOf, toComparison } from './comparator.ts';
import { toValueKind } from './value-kind.ts';

/** Says of each record whether it satisfies JSON criteria. */
export interface Criteria {
  matches(record: CrmRecord): boolean;
}

/** Criteria that are refused, in Zoho's words. `toCrmError(400, code, message, details)`. */
export interface CriteriaProblem {
  code: string;
  message: string;
  details: Record<string, unknown>;
}

/** Finds a module by API name, so that `Account_Name.Industry` can be followed. */
export type FindModule = (apiName: string) => CrmModule | undefined;

/**
 * Reads the JSON criteria of bulk reads and custom views: one
 * `{field: {api_name}, comparator, value}`, or `{group_operator, group}` of them, nested at will
 * (Zoho doc: bulk-read create-job). `undefined` and `null` are matched by every record.
 */
export function createCriteria(
  module: CrmModule,
  criteria: unknown,
  find: FindModule = () => undefined,
): Criteria | CriteriaProblem {
  if (criteria === undefined || criteria === null) return { matches: () => true };
  const count = { left: maxCriteria };
  return build({ module, find, count }, criteria);
}

// --- internal ---

const maxCriteria = 25;
const maxValues = 200;

interface Building {
  module: CrmModule;
  find: FindModule;
  count: { left: number };
}

const Scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);
const Criterion = v.object({
  field: v.object({ api_name: v.string() }),
  comparator: v.string(),
  value: v.union([Scalar, v.array(Scalar), v.object({ id: v.string() })]),
});
const Group = v.object({
  group_operator: v.optional(v.unknown()),
  group: v.pipe(v.array(v.unknown()), v.minLength(1)),
});
const Both = v.object({ group: v.unknown(), field: v.unknown() });

function build(building: Building, criteria: unknown): Criteria | CriteriaProblem {
  if (v.is(Both, criteria)) return problem('AMBIGUOUS_CRITERIA', 'the criteria is ambiguous');
  const group = v.safeParse(Group, criteria);
  if (group.success) return buildGroup(building, group.output);
  const one = v.safeParse(Criterion, criteria);
  if (!one.success) return problem('INVALID_CRITERIA', 'the criteria given is invalid');
  building.count.left -= 1;
  if (building.count.left < 0) {
    return problem('CRITERIA_LIMIT_EXCEEDED', 'criteria limit exceeded', {
      max_limit: maxCriteria,
    });
  }
  return buildOne(building, one.output);
}

function buildGroup(
  building: Building,
  { group_operator, group }: v.InferOutput<typeof Group>,
): Criteria | CriteriaProblem {
  if (group_operator === undefined && group.length > 1) {
    return problem('AMBIGUOUS_GROUP_IN_CRITERIA', 'the group in criteria is ambiguous');
  }
  const operator = group_operator ?? 'and';
  if (operator !== 'and' && operator !== 'or') {
    return problem('GROUP_OPERATOR_NOT_SUPPORTED', 'group operator is not supported', {
      supported: ['and', 'or'],
    });
  }
  const parts: Criteria[] = [];
  for (const member of group) {
    const part = build(building, member);
    if (!('matches' in part)) return part;
    parts.push(part);
  }
  return operator === 'and'
    ? { matches: (record) => parts.every((part) => part.matches(record)) }
    : { matches: (record) => parts.some((part) => part.matches(record)) };
}

function buildOne(
  { module, find }: Building,
  { field: { api_name }, comparator, value }: v.InferOutput<typeof Criterion>,
): Criteria | CriteriaProblem {
  const about = { api_name };
  const found = findField(module, api_name, find);
  if (!found) {
    return problem(
      'FIELD_IN_CRITERIA_NOT_AVAILABLE',
      'the field in criteria is not available',
      about,
    );
  }
  const kind = toValueKind(found.field);
  if (!kind) {
    return problem(
      'FIELD_IN_CRITERIA_NOT_SUPPORTED',
      'the field in criteria is not supported',
      about,
    );
  }
  const allowed: readonly Comparator[] = comparatorsOf(kind.name);
  const wanted = allowed.find((name) => name === comparator);
  if (!wanted) {
    return problem(
      'FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE',
      'the field and comparator in criteria are not compatible',
      { ...about, comparator },
    );
  }
  const values = toTexts(value);
  if (values.length > maxValues) {
    return problem('VALUE_LIMIT_EXCEEDED_IN_CRITERIA', 'value limit exceeded in criteria', {
      max_limit: maxValues,
    });
  }
  const counts = valueCounts(wanted);
  if (Array.isArray(value) !== counts.list || !counts.fits(values.length)) {
    return problem(
      'COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE',
      'the comparator and value in criteria are not compatible',
      { ...about, comparator },
    );
  }
  const comparison = toComparison(kind, wanted, values);
  if (!comparison) {
    return problem(
      'FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE',
      'the field and value in criteria are not compatible',
      about,
    );
  }
  return { matches: (record) => comparison(kind.ofStored(found.read(record))) };
}

interface FoundField {
  field: CrmField;
  read: (record: CrmRecord) => unknown;
}

/** A field of the module, or by a dot one of the record that a lookup points to. */
function findField(module: CrmModule, apiName: string, find: FindModule): FoundField | undefined {
  const dot = apiName.indexOf('.');
  if (dot < 0) {
    const field = module.fields.get(apiName);
    return field && { field, read: (record) => record[apiName] };
  }
  const lookupName = apiName.slice(0, dot);
  const target = find(module.fields.get(lookupName)?.lookupModule ?? '');
  const inner = target && findField(target, apiName.slice(dot + 1), find);
  if (!target || !inner) return undefined;
  return {
    field: inner.field,
    read(record) {
      const id = toId(record[lookupName]);
      const parent = id === undefined ? undefined : target.records.get(id);
      return parent && inner.read(parent);
    },
  };
}

function toId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' ? value.id : undefined;
}

/** Null and an empty text mean the same as `${EMPTY}`. */
function toTexts(value: v.InferOutput<typeof Criterion>['value']): string[] {
  if (Array.isArray(value)) return value.map((one) => String(one ?? emptyValue));
  if (typeof value === 'object' && value !== null) return [value.id];
  return [value === null || value === '' ? emptyValue : String(value)];
}

/** Stands for null in a criterion (Zoho doc: bulk-read create-job). */
const emptyValue = '${EMPTY}';

function valueCounts(comparator: Comparator): { list: boolean; fits: (count: number) => boolean } {
  if (comparator.endsWith('between')) return { list: true, fits: (count) => count === 2 };
  const list = comparator === 'in' || comparator === 'not_in';
  return { list, fits: (count) => count > 0 };
}

function problem(
  code: string,
  message: string,
  details: Record<string, unknown> = {},
): CriteriaProblem {
  return { code, message, details };
}
