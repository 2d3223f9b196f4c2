import { activities } from './activities.ts';
import { inventory } from './inventory.ts';
import { people } from './people.ts';
import { sales } from './sales.ts';
import type { StandardModule } from './standard-module.ts';
import { support } from './support.ts';

/**
 * The modules that Zoho brings along, by API name: names, types and lengths of fields from Zoho doc:
 * crm/modules-fields, what is mandatory from Zoho doc: insert-records. The choices of picklists
 * are those of a fresh org as far as they are known; every org changes them.
 */
export const standardModules: Readonly<Record<string, StandardModule>> = {
  ...people,
  ...sales,
  ...activities,
  ...support,
  ...inventory,
};
