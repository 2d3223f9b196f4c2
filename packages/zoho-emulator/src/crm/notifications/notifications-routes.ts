import type { Route } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';
import { createChannels } from './channel.ts';
import type { DeliveryLog } from './delivery.ts';
import { startNotifier } from './notifier.ts';
import { watchRoutes } from './watch-routes.ts';

/** The channels, and the callbacks that they cause. */
export function notificationsRoutes(world: CrmWorld, log: DeliveryLog): Route[] {
  const { deps, changes } = world;
  const channels = createChannels(deps.clock);
  world.tables.push(channels.table);
  startNotifier({ deps, channels, changes, log, tables: world.tables });
  return watchRoutes(world, channels);
}
