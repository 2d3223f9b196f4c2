import { exitCodes } from '../../exit-code.ts';
import { failed, ok, type Check } from '../check.ts';

/** Whether a run could begin now. */
export const lockCheck: Check = {
  name: 'lock',
  needs: ['state-folder'],
  async run({ config, state }) {
    const { lock, place } = state.get();
    const held = await lock.acquire();
    await held?.release();
    if (held !== undefined)
      return ok(
        config.get().databaseUrl === undefined
          ? 'no run is going on this machine; a run on another one would not be seen'
          : 'no run is going on any machine that uses this database',
      );
    return failed(
      `a run is going: it holds the lock of ${place}`,
      'wait for its end; when nothing seems to run, look for a hanging node process (a dead one holds no lock)',
      exitCodes.locked,
    );
  },
};
