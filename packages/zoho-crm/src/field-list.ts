import { maxFieldsPerRead } from './rate-limits.ts';
import { usage } from './usage.ts';

/** The `fields` parameter: 1 to 50 API names. Throws `usage` otherwise. */
export function fieldList(fields: readonly string[]): string {
  const names = [...new Set(fields)];
  const wrong = names.find((name) => !/^[\w$.]+$/.test(name));
  if (wrong !== undefined) {
    throw usage(`"${wrong}" is not the API name of a CRM field`);
  }
  if (names.length < 1 || names.length > maxFieldsPerRead) {
    throw usage(
      `"fields" must hold 1 to ${maxFieldsPerRead} names, not ${names.length}`,
      'readAll() and query() take any number; by default they are all of the module',
    );
  }
  return names.join(',');
}
