import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { createCrmSetup } from '../../adapters/crm-fields.ts';
import { tryGrant } from '../../auth/try-grant.ts';
import type { OrgName } from '../../scopes/feature.ts';
import { ok, type Check } from '../check.ts';
import { explainRefusedGrant } from '../explain-refused-grant.ts';

/** Whether the refresh token works, by minting one access token. */
export const createTokenCheck = (org: OrgName): Check => ({
  name: `token-${org.toLowerCase()}`,
  needs: ['configuration', `network-${org.toLowerCase()}`],
  async run({ config: { get }, clock, state, orgs, app: { signal } }) {
    const config = get();
    const { network, emulatorUrl } = config;
    const credentials = org === 'A' ? config.orgA : config.orgB;
    const way = { network, emulatorUrl, clock: clock.get(), signal };
    try {
      // What earlier runs learnt of penalties, as far as their folder can be read.
      const store = state.isKnown ? state.get().shared : undefined;
      const tried = await tryGrant({ ...credentials, ...way, org, store });
      const { connection } = tried;
      const drive = createWorkDriveClient(connection, { pace: config.pace });
      orgs[org].set({ ...tried, drive, crm: createCrmSetup(connection) });
      return ok(`the refresh token of org ${org} works in ${credentials.dataCenter}`);
    } catch (error) {
      const other = org === 'A' ? config.orgB : config.orgA;
      return await explainRefusedGrant(error, { org, credentials, other, ...way });
    }
  },
});
