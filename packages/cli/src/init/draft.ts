import { ConfigurationError } from '../config/configuration-error.ts';
import {
  readSettings,
  settingNames,
  type GivenSettings,
  type ReadSettingsOptions,
} from '../config/read-settings.ts';
import { writeEnvFile, type SettingChanges } from '../config/write-env-file.ts';

/** Settings that are being made. */
export interface Draft {
  /** As they are in force now. */
  readonly given: GivenSettings;
  /**
   * Writes what differs into the file at once, so that nothing is lost when the conversation ends
   * here. An empty text removes a value. Rejects with a `ConfigurationError` when a variable of the
   * environment would hide what is written.
   */
  set(changes: SettingChanges): Promise<void>;
  /** Takes up what somebody else wrote into the file. */
  reload(): Promise<void>;
}

/** The settings as they are, to be changed; the file need not exist. */
export async function openDraft(options: ReadSettingsOptions): Promise<Draft> {
  const reading = { ...options, mayBeAbsent: true };
  let given = await readSettings(reading);
  return {
    get given() {
      return given;
    },
    async set(changes) {
      const news = settingNames.flatMap((name) => {
        const value = changes[name];
        return value === undefined || (given.values[name] ?? '') === value ? [] : [{ name, value }];
      });
      if (news.length === 0) return;
      const hidden = news.filter(({ name }) => given.origins[name] === 'environment');
      if (hidden.length > 0)
        throw new ConfigurationError(
          hidden.map(
            ({ name }) =>
              `${name} of the environment comes before the file: remove it there, then start again`,
          ),
        );
      await writeEnvFile(
        given.file,
        Object.fromEntries(news.map(({ name, value }) => [name, value])),
      );
      given = await readSettings(reading);
    },
    async reload() {
      given = await readSettings(reading);
    },
  };
}
