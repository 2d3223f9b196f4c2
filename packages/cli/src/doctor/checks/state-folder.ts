import { statfs } from 'node:fs/promises';
import { isTransferFailure } from '@zohokit/transfer-core';
import { ConfigurationError } from '../../config/configuration-error.ts';
import { describeBytes } from '../../output/describe-bytes.ts';
import { knownBinding, openOwnState } from '../../run/open-own-state.ts';
import { failed, ok, warning, type Check, type Finding } from '../check.ts';

/** Below the one a run may break off, below the other it should not begin. */
const space = { little: 1024 ** 3, none: 50 * 1024 ** 2 } as const;

const databaseFix =
  'look at ZOHOKIT_DATABASE_URL and the server; a transfer between other organisations needs a ZOHOKIT_JOB of its own';

const fix =
  'let this user write there, or set ZOHOKIT_HOME to another folder on a local disk; a transfer between other organisations needs a folder of its own';

/** Where journal, tokens and logs live: there, writable, local, of this transfer, with room. */
export const stateFolderCheck: Check = {
  name: 'state-folder',
  needs: ['configuration'],
  async run({ config, clock, state }) {
    const { home, databaseUrl } = config.get();
    try {
      state.set(
        await openOwnState({
          address: config.get(),
          binding: knownBinding(config.get()),
          clock: clock.get(),
          create: true,
        }),
      );
    } catch (error) {
      if (error instanceof ConfigurationError)
        return error.problems.map((problem) => failed(problem, fix));
      if (isTransferFailure(error))
        return failed(error.message, databaseUrl === undefined ? fix : databaseFix);
      throw error;
    }
    const disk = await judgeSpace(home);
    return databaseUrl === undefined ? disk : [ok(`the state is in ${state.get().place}`), disk];
  },
};

// --- internal ---

async function judgeSpace(home: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(home);
  const free = bavail * bsize;
  const found = `"${home}" is writable, ${describeBytes(free)} free`;
  if (free < space.none) return failed(found, 'make room on this disk, or move ZOHOKIT_HOME');
  if (free < space.little)
    return warning(found, 'make room: exports of native documents may wait there');
  return ok(found);
}
