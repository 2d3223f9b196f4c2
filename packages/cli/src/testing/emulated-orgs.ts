import {
  createEmulator,
  defaultSeed,
  type Emulator,
  type NodeSeed,
  type Seed,
} from '@zohokit/zoho-emulator';
import { createMemoryStore } from '@zohokit/zoho-http';
import { onTestFinished } from 'vitest';
import { loadConfig, type Config } from '../config/load-config.ts';
import { connectEmulatorClock } from '../run/emulator-clock.ts';
import { openOrgs, type Orgs } from '../run/open-orgs.ts';
import { systemClock } from '@zohokit/zoho-http';
import { temporaryFolder } from './test-app.ts';

/** An emulator that goes with the test. */
export async function startEmulator(seed: Seed = defaultSeed): Promise<Emulator> {
  const emulator = await createEmulator({ seed });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** Both orgs of an emulator through the adapters, as a run opens them. */
export async function openEmulatedOrgs(
  emulator: Emulator,
  env: Record<string, string> = {},
): Promise<Orgs & { config: Config; warnings: string[] }> {
  const cwd = await temporaryFolder();
  const config = await loadConfig({ env: { ...emulator.env(), ...env }, cwd });
  const warnings: string[] = [];
  const orgs = openOrgs({
    config,
    state: { shared: createMemoryStore() },
    clock: await connectEmulatorClock({ url: emulator.url, fetch, machine: systemClock }),
    onEvent: () => undefined,
    onWarning: (message) => void warnings.push(message),
  });
  return { ...orgs, config, warnings };
}

/** The default seed with other contents: what org A's CRM and WorkDrive and org B's WorkDrive hold. */
export function seedWith(changes: {
  records?: Record<string, unknown>[];
  scopes?: { a?: string[]; b?: string[] };
  storeFolders?: NodeSeed[];
  sourceFolders?: NodeSeed[];
  myFolders?: NodeSeed[];
}): Seed {
  const seed = structuredClone(defaultSeed);
  const { a, b } = seed.orgs;
  const { records, scopes, storeFolders, sourceFolders, myFolders } = changes;
  const projects = a.crm.modules['Projects'];
  if (records !== undefined && projects !== undefined) projects.records = records;
  if (scopes?.a !== undefined) a.scopes = scopes.a;
  if (scopes?.b !== undefined) b.scopes = scopes.b;
  a.workdrive.teamFolders[0]?.children.push(...(storeFolders ?? []));
  b.workdrive.teamFolders[0]?.children.push(...(sourceFolders ?? []));
  b.workdrive.myFolders.push(...(myFolders ?? []));
  return seed;
}
