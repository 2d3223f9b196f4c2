import * as v from 'valibot';
import { ProfileChangesSchema, ProfileChoiceSchema, benignProfile } from '../profiles.ts';
import type { ControlEndpoints } from './endpoint.ts';

export const profileEndpoints: ControlEndpoints = {
  'GET /_emulator/profile': (_, { profile }) => profile(),
  /** A word, or what differs from `benign`. */
  'PUT /_emulator/profile': async (request, { profile, setProfile }) => {
    const choice = v.parse(ProfileChoiceSchema, await request.json());
    setProfile(typeof choice === 'string' ? choice : { ...benignProfile, ...choice });
    return profile();
  },
  /** What is not named stays. */
  'PATCH /_emulator/profile': async (request, { profile, setProfile }) => {
    setProfile(v.parse(ProfileChangesSchema, await request.json()));
    return profile();
  },
};
