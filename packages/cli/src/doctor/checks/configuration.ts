import { ConfigurationError } from '../../config/configuration-error.ts';
import { checkSettings } from '../../config/load-config.ts';
import { readSettings } from '../../config/read-settings.ts';
import { connectEmulatorClock } from '../../run/emulator-clock.ts';
import { failed, ok, type Check } from '../check.ts';

const fix = 'put it right in the settings file (zohokit init asks for everything)';

/** Every setting, and where it comes from. */
export const configurationCheck: Check = {
  name: 'configuration',
  needs: [],
  async run({ app, source, config, clock }) {
    try {
      const given = await readSettings({ env: app.env, cwd: app.cwd, ...source });
      const loaded = await checkSettings(given, app);
      const { emulatorUrl: url } = loaded;
      const { fetch, clock: machine } = app;
      clock.set(url === undefined ? machine : await connectEmulatorClock({ url, fetch, machine }));
      config.set(loaded);
      const { file, fileExists, origins } = given;
      const ofEnvironment = Object.values(origins).filter((one) => one === 'environment').length;
      const ofFile = Object.values(origins).length - ofEnvironment;
      const from = fileExists ? `${ofFile} settings of "${file}"` : `no file "${file}"`;
      const emulated = url === undefined ? '' : `; an emulator stands in for Zoho`;
      return ok(`${from}, ${ofEnvironment} of the environment${emulated}`);
    } catch (error) {
      if (error instanceof ConfigurationError)
        return error.problems.map((problem) => failed(problem, fix));
      throw error;
    }
  },
};
