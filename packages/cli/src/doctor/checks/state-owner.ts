import { isTransferFailure } from '@zohokit/transfer-core';
import { identifyOrg } from '../../run/identify-org.ts';
import { failed, ok, type Check } from '../check.ts';

/** Whether the state folder belongs to these two organisations: ids of others mean nothing here. */
export const stateOwnerCheck: Check = {
  name: 'state-owner',
  needs: ['state-folder', 'workdrive-a', 'workdrive-b'],
  async run({ config: { get }, state, orgs, app: { signal } }) {
    const { orgA, orgB, home, databaseUrl } = get();
    try {
      await state.get().checkBinding({
        'org A': await identifyOrg({ ...orgs.A.get(), clientId: orgA.clientId }, signal),
        'org B': await identifyOrg({ ...orgs.B.get(), clientId: orgB.clientId }, signal),
      });
      return ok('the state folder is of these organisations, or of nobody yet');
    } catch (error) {
      if (!isTransferFailure(error)) throw error;
      return failed(
        error.message,
        databaseUrl === undefined
          ? `correct the settings, or set ZOHOKIT_HOME to another folder than "${home}"`
          : 'correct the settings, or set ZOHOKIT_JOB to another name',
      );
    }
  },
};
