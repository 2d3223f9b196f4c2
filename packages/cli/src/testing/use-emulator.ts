import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEmulator, defaultSeed, type Emulator, type Seed } from '@zohokit/zoho-emulator';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { App } from '../app.ts';
import { main } from '../main.ts';
import { createTestApp, temporaryFolder, type TestApp } from './test-app.ts';

/** A command line that has ended. */
export interface Ran {
  exitCode: number;
  out: string;
  err: string;
  app: TestApp;
}

/** One emulator for all tests of a file, as seeded for each of them. */
export interface SharedEmulator {
  readonly emulator: Emulator;
  /** A folder with a settings file for it; `undefined` removes a variable. */
  place(changes?: Record<string, string | undefined>): Promise<Place>;
}

/** An operator's folder. */
export interface Place {
  cwd: string;
  envFile: string;
  run(rawArgs: readonly string[], app?: Partial<App>): Promise<Ran>;
}

export function useEmulator(seed: Seed = defaultSeed): SharedEmulator {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await createEmulator({ seed });
  });
  beforeEach(() => {
    emulator.setProfile('benign');
    emulator.reset(seed);
  });
  afterAll(() => emulator.close());
  return {
    get emulator() {
      return emulator;
    },
    async place(changes = {}) {
      const cwd = await temporaryFolder();
      const envFile = path.join(cwd, '.env');
      const variables: Record<string, string | undefined> = { ...emulator.env(), ...changes };
      const lines = Object.entries(variables)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${value}\n`);
      await writeFile(envFile, lines.join(''));
      return { cwd, envFile, run: (rawArgs, app) => runIn(cwd, rawArgs, app) };
    },
  };
}

/** Runs a command line in a folder. */
export async function runIn(
  cwd: string,
  rawArgs: readonly string[],
  options: Partial<App> = {},
): Promise<Ran> {
  const app = await createTestApp({ ...options, cwd });
  const exitCode = await main(rawArgs, app);
  return { exitCode, out: app.outText(), err: app.errText(), app };
}
