/** A COQL string literal: quoted, quotes doubled (Zoho doc: COQL-Overview). `O'Hara` -> `'O''Hara'`. */
export function coqlString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
