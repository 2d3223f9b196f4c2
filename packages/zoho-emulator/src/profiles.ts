import * as v from 'valibot';
import { accountsSwitches } from './accounts/accounts-switches.ts';
import { crmSwitches } from './crm/crm-switches.ts';
import type { Switch, SwitchValues } from './switches.ts';
import { workdriveSwitches } from './workdrive/workdrive-switches.ts';

/** Every switch, by the name under which a profile has it. */
export const switches = { ...accountsSwitches, ...crmSwitches, ...workdriveSwitches };

/** How Zoho behaves where it is known to vary, or where nobody knows: a value for every switch. */
export type Profile = SwitchValues<typeof switches>;

/** Zoho on a good day: what its documentation describes. */
export const benignProfile: Profile = toValues('benign');

/** Zoho at its worst: everything that clients have met, all at once. */
export const worstProfile: Profile = toValues('worst');

/** How a profile may be named: by word, or by what differs from `benign`. */
export type ProfileChoice = Partial<Profile> | 'benign' | 'worst';

/** The whole profile that a choice stands for; a new object each time. @default 'benign' */
export function toProfile(choice: ProfileChoice = 'benign'): Profile {
  if (choice === 'benign') return { ...benignProfile };
  if (choice === 'worst') return { ...worstProfile };
  return { ...benignProfile, ...choice };
}

/** What differs from a profile, as outside input: unknown names and values are refused. */
export const ProfileChangesSchema = v.strictObject(
  Object.fromEntries(
    Object.entries<Switch>(switches).map(([name, { schema }]) => [name, v.optional(schema)]),
  ),
) as unknown as v.GenericSchema<unknown, Partial<Profile>>;

// --- internal ---

function toValues(side: 'benign' | 'worst'): Profile {
  const values = Object.entries<Switch>(switches).map(([name, one]) => [name, one[side]]);
  // The table types each value; `fromEntries` cannot follow that.
  return Object.fromEntries(values) as Profile;
}
