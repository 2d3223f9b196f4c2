/** What a term may ask of a field; which of them a search or COQL knows, their writers say. */
export type ConditionOperator =
  | 'equals'
  | 'notEqual'
  | 'oneOf'
  | 'noneOf'
  | 'startsWith'
  | 'endsWith'
  | 'contains'
  | 'notContains'
  | 'greaterThan'
  | 'greaterOrEqual'
  | 'lessThan'
  | 'lessOrEqual'
  | 'between'
  | 'isNull'
  | 'isNotNull';

/** What a field is compared with. A `Date` is a moment, a bigint and a decimal text a number. */
export type ConditionValue = string | number | bigint | boolean | Date;

/** One field compared with values. */
export interface ConditionTerm {
  readonly kind: 'term';
  /** API name. */
  readonly field: string;
  /** How they are compared. */
  readonly operator: ConditionOperator;
  /** One, but for lists (`oneOf`, `noneOf`), ranges (two) and questions for nothing (none). */
  readonly values: readonly ConditionValue[];
}

/** Conditions of which all or any must be met. */
export interface ConditionGroup {
  readonly kind: 'and' | 'or';
  readonly parts: readonly Condition[];
}

/**
 * What records must be like, as data: `module.search` and `module.query` take it, `matchesCondition`
 * asks it of a row, and `toCriteria` and `toCoql` write it. Made by `where()`.
 */
export type Condition = ConditionTerm | ConditionGroup;

/** How a field of a row is compared: lookups by their id, lists by one of their values. */
export type ComparedWith<Value> = unknown extends Value
  ? ConditionValue
  : Value extends null | undefined
    ? never
    : Value extends { readonly id: string }
      ? string
      : Value extends readonly (infer Item)[]
        ? ComparedWith<Item>
        : Value extends string
          ? Value | Date
          : Value extends ConditionValue
            ? Value
            : never;

/** The words of a condition, for rows of one type: `where<DealsRow>()`. */
export interface Where<Row> {
  /** The very value; of a list, one of its values. */
  equals: <F extends keyof Row & string>(field: F, value: ComparedWith<Row[F]>) => ConditionTerm;
  /** A search finds none of the texts that contain the value: see `toCriteria`. */
  notEqual: <F extends keyof Row & string>(field: F, value: ComparedWith<Row[F]>) => ConditionTerm;
  /** Up to 100 values. */
  oneOf: <F extends keyof Row & string>(
    field: F,
    values: readonly ComparedWith<Row[F]>[],
  ) => ConditionTerm;
  /** COQL only. */
  noneOf: <F extends keyof Row & string>(
    field: F,
    values: readonly ComparedWith<Row[F]>[],
  ) => ConditionTerm;
  /** Letters at the start, in COQL and here as they are. */
  startsWith: (field: keyof Row & string, text: string) => ConditionTerm;
  /** COQL only. */
  endsWith: (field: keyof Row & string, text: string) => ConditionTerm;
  /** COQL only. */
  contains: (field: keyof Row & string, text: string) => ConditionTerm;
  /** COQL only. */
  notContains: (field: keyof Row & string, text: string) => ConditionTerm;
  /** Beyond a number, a day or a moment. */
  greaterThan: <F extends keyof Row & string>(
    field: F,
    value: ComparedWith<Row[F]>,
  ) => ConditionTerm;
  /** From a number, a day or a moment on. */
  greaterOrEqual: <F extends keyof Row & string>(
    field: F,
    value: ComparedWith<Row[F]>,
  ) => ConditionTerm;
  /** Below a number, before a day or a moment. */
  lessThan: <F extends keyof Row & string>(field: F, value: ComparedWith<Row[F]>) => ConditionTerm;
  /** Up to a number, a day or a moment. */
  lessOrEqual: <F extends keyof Row & string>(
    field: F,
    value: ComparedWith<Row[F]>,
  ) => ConditionTerm;
  /** Both ends belong to it. */
  between: <F extends keyof Row & string>(
    field: F,
    low: ComparedWith<Row[F]>,
    high: ComparedWith<Row[F]>,
  ) => ConditionTerm;
  /** COQL only. */
  isNull: (field: keyof Row & string) => ConditionTerm;
  /** COQL only. */
  isNotNull: (field: keyof Row & string) => ConditionTerm;
  /** All of them. */
  and: (first: Condition, ...others: readonly Condition[]) => Condition;
  /** Any of them. */
  or: (first: Condition, ...others: readonly Condition[]) => Condition;
}

/** The words of a condition. Its type is that of the rows; without one, every name is a field. */
export function where<Row extends object = Record<string, unknown>>(): Where<Row> {
  return words;
}

// --- internal ---

const one =
  (operator: ConditionOperator) =>
  (field: string, value: ConditionValue): ConditionTerm => ({
    kind: 'term',
    field,
    operator,
    values: [value],
  });

const many =
  (operator: ConditionOperator) =>
  (field: string, values: readonly ConditionValue[]): ConditionTerm => ({
    kind: 'term',
    field,
    operator,
    values: [...values],
  });

const none = (operator: ConditionOperator) => (field: string) => many(operator)(field, []);

const group =
  (kind: 'and' | 'or') =>
  (first: Condition, ...others: readonly Condition[]): Condition =>
    others.length === 0 ? first : { kind, parts: [first, ...others] };

const words = {
  equals: one('equals'),
  notEqual: one('notEqual'),
  oneOf: many('oneOf'),
  noneOf: many('noneOf'),
  startsWith: one('startsWith'),
  endsWith: one('endsWith'),
  contains: one('contains'),
  notContains: one('notContains'),
  greaterThan: one('greaterThan'),
  greaterOrEqual: one('greaterOrEqual'),
  lessThan: one('lessThan'),
  lessOrEqual: one('lessOrEqual'),
  between: (field: string, low: ConditionValue, high: ConditionValue) =>
    many('between')(field, [low, high]),
  isNull: none('isNull'),
  isNotNull: none('isNotNull'),
  and: group('and'),
  or: group('or'),
};
