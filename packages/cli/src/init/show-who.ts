import { createRedactor, isZohoError } from '@zohokit/zoho-http';
import { variablesOf } from '../config/org-settings.ts';
import type { OrgName } from '../scopes/feature.ts';
import type { ConnectedOrg } from './connect-org.ts';
import type { Session } from './session.ts';

/** Says who and where a connection is. */
export async function showWho(
  { app: { signal }, draft, prompter }: Session,
  org: OrgName,
  { crm, dataCenter, drive, user }: ConnectedOrg & { dataCenter: string },
): Promise<void> {
  const company = org === 'A' ? await orUnknown(crm.organisation(signal)) : undefined;
  const teams =
    user === undefined ? undefined : await orUnknown(drive.teams.list(user.zuid, { signal }));
  const rows: [string, string | undefined][] = [
    ['User', [user?.name, user?.email].filter((one) => one !== undefined).join(', ')],
    ['Organisation', company?.name],
    ['Team', teams?.map(({ name }) => name).join(', ')],
    ['Region', dataCenter],
  ];
  const lines = rows.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${`${name}:`.padEnd(14)}${value}`],
  );
  const { clientSecret, refreshToken } = variablesOf(org);
  const secrets = [clientSecret, refreshToken].map((name) => draft.given.values[name] ?? '');
  // A server may repeat anything in a name.
  const text = createRedactor(secrets).redact(lines.join('\n'));
  prompter.say(text, `Org ${org} is connected`);
}

// --- internal ---

/** A grant need not be able to tell everything. */
async function orUnknown<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (isZohoError(error)) return undefined;
    throw error;
  }
}
