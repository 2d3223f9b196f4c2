import { createEmulator, type Emulator } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { playWeather, threeWays, weather, type Effect } from './testing/folder-weather.ts';
import { uploadOrg } from './testing/upload-org.ts';

let emulator: Emulator;
beforeAll(async () => {
  const seed = { orgs: { a: uploadOrg('A'), b: uploadOrg('B') }, profile: threeWays };
  emulator = await createEmulator({ seed });
});
afterAll(() => emulator.close());

test.each(['an answer that is lost after the commit', 'a late commit'])(
  '%s, at any one request, leaves no trace in a folder of three files',
  async (what) => {
    expect(await playWeather(emulator, what, weather[what] as Effect)).toBeGreaterThan(10);
  },
);
