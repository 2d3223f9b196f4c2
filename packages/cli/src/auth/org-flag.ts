import { nearestName } from '../nearest-name.ts';
import { orgNames, type OrgName } from '../scopes/feature.ts';
import { UsageError } from '../usage-error.ts';

/** The flag that says which organisation a command is about. */
export const orgFlag = {
  type: 'string',
  valueHint: 'A|B',
  description: 'A: has the CRM and receives; B: is read',
} as const;

/** Throws a `UsageError` for anything that names no organisation; `undefined` when it is not given. */
export function parseOrg(text: string | undefined): OrgName | undefined {
  if (text === undefined) return undefined;
  const org = orgNames.find((name) => name === text.trim().toUpperCase());
  if (org !== undefined) return org;
  const nearest = nearestName(text.replace(/^org[-_ ]?/i, ''), orgNames);
  throw new UsageError(
    `--org is A or B, not ${JSON.stringify(text.slice(0, 20))}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
  );
}

/** The same where nothing goes without one. */
export function requireOrg(text: string | undefined): OrgName {
  const org = parseOrg(text);
  if (org === undefined) throw new UsageError('--org is missing: --org A or --org B');
  return org;
}
