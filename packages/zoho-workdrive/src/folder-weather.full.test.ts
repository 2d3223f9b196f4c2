import { createEmulator, worstProfile, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playWeather, threeWays, weather } from './testing/folder-weather.ts';
import { uploadOrg } from './testing/upload-org.ts';

/** Zoho on its worst day, but for refusals that come whatever the weather. */
const worst = { ...worstProfile, ...threeWays, acceptCheck: 'lenient' as const };

describe.each([
  ['benign', threeWays],
  ['worst', worst],
])('Zoho at its %s', (_name, profile) => {
  let emulator: Emulator;
  beforeAll(async () => {
    const seed = { orgs: { a: uploadOrg('A'), b: uploadOrg('B') }, profile };
    emulator = await createEmulator({ seed });
  });
  afterAll(() => emulator.close());

  test.each(Object.entries(weather))(
    '%s, at any one request, leaves no trace in a folder of three files',
    async (what, effect) => {
      expect(await playWeather(emulator, what, effect)).toBeGreaterThan(10);
    },
  );
});
