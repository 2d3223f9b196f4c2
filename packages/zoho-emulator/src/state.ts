import type { EmulatorClock } from './clock.ts';
import type { ArmedFaults } from './faults.ts';
import type { OpenLedger } from './ledger.ts';
import type { ProfileScope } from './profile-scope.ts';
import type { Profile } from './seam.ts';
import type { World } from './world.ts';

/** All that a request can meet. A reset replaces the world; what is under way ends in the old one. */
export interface EmulatorState {
  clock: EmulatorClock;
  faults: ArmedFaults;
  ledger: OpenLedger;
  /** Bends the profile for one request. */
  scope: ProfileScope;
  profile: () => Profile;
  world: () => World;
  /** How often a snapshot was restored: what is under way then belongs to no world any more. */
  restores: () => number;
}
