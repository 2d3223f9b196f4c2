import { failed, ok, type Check } from '../check.ts';

/** `node:sqlite` without a flag, and types stripped as our sources need it. */
const oldest = { major: 22, minor: 19 } as const;

/** The Node.js that runs this program; a scheduler may start another one than a terminal. */
export const nodeCheck: Check = {
  name: 'node',
  needs: [],
  async run({ app: { nodeVersion } }) {
    const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
    const isOld = major < oldest.major || (major === oldest.major && minor < oldest.minor);
    if (!isOld) return ok(`Node.js ${nodeVersion}`);
    return failed(
      `Node.js ${nodeVersion} is older than ${oldest.major}.${oldest.minor}`,
      'install a newer one from https://nodejs.org, and let the scheduler start that one',
    );
  },
};
