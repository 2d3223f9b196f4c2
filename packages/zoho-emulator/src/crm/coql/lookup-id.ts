/** The id of what a lookup points to; `undefined` when it points to nothing. */
export function lookupId(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  return typeof value.id === 'string' ? value.id : undefined;
}
