import type { Route } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';

export function searchRoutes(_world: CrmWorld): Route[] {
  return [];
}
