import type { CrmModule } from '../crm-module.ts';
import { deriveId } from './derive-id.ts';

/** The one layout that every module has. */
export function toLayoutId(module: CrmModule): string {
  return deriveId(module.id, 'layout');
}

/** That layout, as others refer to it. */
export function toLayoutRef(module: CrmModule): Record<string, unknown> {
  return { api_name: 'Standard__s', name: 'Standard', id: toLayoutId(module) };
}
