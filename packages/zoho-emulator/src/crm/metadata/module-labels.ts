import type { CrmModule } from '../crm-module.ts';
import { standardModules } from './standard-modules/standard-modules.ts';

/** What people read: those that a user gave it, else Zoho's, else made of the API name. */
export function toLabels({ apiName, labels }: CrmModule): { singular: string; plural: string } {
  if (labels) return labels;
  const own = Object.hasOwn(standardModules, apiName) ? standardModules[apiName] : undefined;
  if (own) return own;
  const plural = apiName.replaceAll('_', ' ');
  return { singular: plural.replace(/s$/, ''), plural };
}
