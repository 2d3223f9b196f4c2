import { isZohoError } from '@zohokit/zoho-http';
import { ok, warning, type Check } from '../check.ts';
import { findingOfError } from '../finding-of-error.ts';
import type { OrgWorkup } from '../workup.ts';

/** A large run takes more than this. */
const fewCredits = 500;

/** Whether CRM answers, which organisation it is, and how much it will still do today. */
export const crmCheck: Check = {
  name: 'crm',
  needs: ['token-a'],
  async run({ config, orgs, app: { signal } }) {
    const { crm } = orgs.A.get();
    const about = 'CRM of org A';
    try {
      const left = await creditsLeft(crm, config.get().crm.module, signal);
      const name = await organisationName(crm, signal);
      if (left === undefined)
        return ok(`${about}${name}: more than half of the day's credits are left`);
      const message = `${about}${name}: ${left} credits are left of the last 24 hours`;
      if (left >= fewCredits) return ok(message);
      return warning(message, 'start large runs later, or set --max-requests');
    } catch (error) {
      const fix = "the user's profile needs API access (CRM: Setup > Users > Profiles)";
      return findingOfError(error, { about, fix, org: 'A' });
    }
  },
};

// --- internal ---

async function creditsLeft(
  crm: OrgWorkup['crm'],
  module: string,
  signal: AbortSignal,
): Promise<number | undefined> {
  try {
    return await crm.creditsLeft(module, signal);
  } catch (error) {
    // A module that does not exist is for the next check to explain: CRM has answered.
    if (isZohoError(error) && error.kind === 'bad-request') return undefined;
    throw error;
  }
}

async function organisationName(crm: OrgWorkup['crm'], signal: AbortSignal): Promise<string> {
  try {
    const { name, edition } = await crm.organisation(signal);
    return ` (${name}${edition === undefined ? '' : `, ${edition}`})`;
  } catch (error) {
    if (isZohoError(error) && error.kind === 'scope') return '';
    throw error;
  }
}
