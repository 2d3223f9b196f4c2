import * as v from 'valibot';
import { accountsSwitches } from './accounts/accounts-switches.ts';
import { crmSwitches } from './crm/crm-switches.ts';
import { serverSwitches } from './server-switches.ts';
import type { Switch, SwitchTable, SwitchValues } from './switches.ts';
import { workdriveSwitches } from './workdrive/workdrive-switches.ts';

/** Every switch, by the name under which a profile has it. */
export const switches = {
  ...serverSwitches,
  ...accountsSwitches,
  ...crmSwitches,
  ...workdriveSwitches,
};

/** How Zoho behaves where it is known to vary, or where nobody knows: a value for every switch. */
export type Profile = SwitchValues<typeof switches>;

/** Zoho on a good day: what its documentation describes. */
export const benignProfile: Profile = toValues('benign');

/** Zoho at its worst: everything that clients have met, all at once. */
export const worstProfile: Profile = toValues('worst');

/** How a profile may be named: by word, or by what differs from `benign`. */
export type ProfileChoice = Partial<Profile> | 'benign' | 'worst';

/** The whole profile that a choice stands for; a new object each time. @default 'benign' */
export function toProfile(choice: ProfileChoice = 'benign', base = benignProfile): Profile {
  if (choice === 'benign') return { ...benignProfile };
  if (choice === 'worst') return { ...worstProfile };
  return { ...base, ...choice };
}

/** What differs from a profile, as outside input: unknown names and values are refused. */
export const ProfileChangesSchema: v.GenericSchema<unknown, Partial<Profile>> = v.pipe(
  v.strictObject(
    Object.fromEntries(
      Object.entries<Switch>(switches).map(([name, { schema }]) => [name, v.optional(schema)]),
    ),
  ),
  v.guard(isProfilePart),
);

/** A profile as outside input: a word, or what differs from the one before. */
export const ProfileChoiceSchema: v.GenericSchema<unknown, ProfileChoice> = v.lazy((input) =>
  typeof input === 'string' ? v.picklist(['benign', 'worst']) : ProfileChangesSchema,
);

// --- internal ---

function toValues(side: 'benign' | 'worst'): Profile {
  const table: SwitchTable = switches;
  const values = Object.fromEntries(
    Object.entries(table).map(([name, one]) => [name, one[side]] as const),
  );
  if (!isProfile(values)) throw new TypeError(`A switch's ${side} value is none of its own`);
  return values;
}

function isProfile(values: Record<string, unknown>): values is Profile {
  return Object.keys(switches).every((name) => name in values) && isProfilePart(values);
}

/** The types of the values follow from the table, which the compiler cannot see. */
function isProfilePart(values: Record<string, unknown>): values is Partial<Profile> {
  return Object.entries<Switch>(switches).every(
    ([name, { schema }]) => values[name] === undefined || v.is(schema, values[name]),
  );
}
