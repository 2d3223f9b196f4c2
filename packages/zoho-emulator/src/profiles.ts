import type { Profile } from './seam.ts';

/** Zoho on a good day: what its documentation describes. */
export const benignProfile: Profile = {
  sameName: 'conflict',
  sizeLagReads: 0,
  md5InAnswers: true,
  sizeInAnswers: true,
  lateCommitMs: 0,
  stripFullWidth: false,
  timesAsStrings: false,
  retryAfter: true,
  throttle: true,
};

/** Zoho at its worst: everything that clients have met, all at once. */
export const worstProfile: Profile = {
  sameName: 'suffix',
  sizeLagReads: 3,
  md5InAnswers: false,
  sizeInAnswers: true,
  lateCommitMs: 8000,
  stripFullWidth: true,
  timesAsStrings: true,
  retryAfter: true,
  throttle: true,
};

/** How a profile may be named: by word, or by what differs from `benign`. */
export type ProfileChoice = Partial<Profile> | 'benign' | 'worst';

/** The whole profile that a choice stands for; a new object each time. @default 'benign' */
export function toProfile(choice: ProfileChoice = 'benign'): Profile {
  if (choice === 'benign') return { ...benignProfile };
  if (choice === 'worst') return { ...worstProfile };
  return { ...benignProfile, ...choice };
}
