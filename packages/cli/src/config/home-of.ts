import path from 'node:path';
import type { GivenSettings } from './read-settings.ts';

/**
 * Where state and logs of settings live, absolute; whatever else is wrong with them. A relative path
 * means the same folder wherever a scheduler starts us.
 */
export function homeOf({ file, values, defaultHome }: GivenSettings): string {
  return path.resolve(path.dirname(file), values.ZOHOKIT_HOME ?? defaultHome);
}
