import { stateFailure } from './state-failure.ts';

/** A row as the database gives it; the functions below are the only way from it into our types. */
export type Row = Readonly<Record<string, unknown>>;

export function toText(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : unexpected(column);
}

export function toOptionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : toText(row, column);
}

export function toNumber(row: Row, column: string): number {
  const value = row[column];
  return typeof value === 'number' ? value : unexpected(column);
}

export function toOptionalNumber(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : toNumber(row, column);
}

/** One of `values`, the whole list of which `T` is made. */
export function toOneOf<T extends string>(row: Row, column: string, values: readonly T[]): T {
  const text = toText(row, column);
  return values.find((value) => value === text) ?? unexpected(column);
}

function unexpected(column: string): never {
  // The column only: a value may be a token or a customer's file name.
  throw stateFailure(
    `The state holds an unexpected value in "${column}": it is damaged, or a newer release wrote it`,
  );
}
