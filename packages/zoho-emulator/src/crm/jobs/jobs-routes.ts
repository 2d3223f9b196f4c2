import type { Route } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';
import { bulkReadRoutes } from './bulk-read.ts';
import { bulkWriteRoutes } from './bulk-write.ts';
import { massDeleteDeed, massDeleteRoutes } from './mass-delete.ts';
import { createMassJobs } from './mass-jobs.ts';
import { massUpdateDeed, massUpdateRoutes } from './mass-update.ts';

/** What is done to many records at once, and what takes its time (Zoho doc: bulk-apis, mass-update). */
export function jobsRoutes(world: CrmWorld): Route[] {
  const jobs = createMassJobs(world, {
    mass_update: massUpdateDeed,
    mass_delete: massDeleteDeed(world),
  });
  return [
    ...massUpdateRoutes(world, jobs),
    ...massDeleteRoutes(world, jobs),
    ...bulkReadRoutes(world),
    ...bulkWriteRoutes(world),
  ];
}
