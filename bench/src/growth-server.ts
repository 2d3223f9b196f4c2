/**
 * An emulator of 100,000 CRM records and 500,000 files, to be measured in a process of its own. Over
 * IPC it tells how long the seeding took and where to ask; `keep` takes and restores a snapshot,
 * `widen` goes on with a folder of 100,000 files instead, `stop` ends it.
 */
import { type Emulator, type OrgKey, createEmulator, generateSeed } from '@zohokit/zoho-emulator';
import { peakMemory } from './peak-memory.ts';

export const records = 100_000;

/** Where to ask, and as whom. */
export interface GrowthTarget {
  url: string;
  authorization: string;
}

export interface GrowthStart extends GrowthTarget {
  /** From nothing to an emulator that listens. */
  seedSeconds: number;
  /** With the garbage of the seeding. */
  peakMiB: number;
}

export interface Kept {
  snapshotMs: number;
  restoreMs: number;
}

/** What it answers to which question. */
export interface GrowthAnswers {
  keep: Kept;
  widen: Widened;
}

export interface Widened extends GrowthTarget {
  folder: string;
}

if (process.send !== undefined) {
  const begun = performance.now();
  const emulator = await createEmulator({
    seed: generateSeed({ records, filesPerRecord: 5 }),
    profile: { throttle: false },
  });
  const seedSeconds = (performance.now() - begun) / 1000;
  const peakMiB = peakMemory() / 1024 / 1024;
  process.on('disconnect', () => process.exit());
  process.on('message', (question) => {
    if (question === 'keep') process.send?.(keep(emulator));
    else if (question === 'widen') void widen(emulator).then((widened) => process.send?.(widened));
    else process.exit();
  });
  const start: GrowthStart = { ...(await targetOf(emulator, 'a')), seedSeconds, peakMiB };
  process.send(start);
}

// --- internal ---

async function targetOf({ url, orgs }: Emulator, org: OrgKey): Promise<GrowthTarget> {
  const { clientId, clientSecret, refreshToken, dataCenter } = orgs[org];
  const top = dataCenter === 'us' ? 'com' : dataCenter;
  const minted = await fetch(`${url}/_host/accounts.zoho.${top}/oauth/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const { access_token: token } = JSON.parse(await minted.text());
  return { url: `${url}/_host/www.zohoapis.${top}`, authorization: `Zoho-oauthtoken ${token}` };
}

function keep(emulator: Emulator): Kept {
  const before = performance.now();
  const taken = emulator.snapshot();
  const between = performance.now();
  emulator.restore(taken);
  const after = performance.now();
  if (emulator.files('b').length !== records * 5) throw new Error('The snapshot has lost files');
  return { snapshotMs: between - before, restoreMs: after - between };
}

/** One folder of 100,000 files, and no other. */
async function widen(emulator: Emulator): Promise<Widened> {
  const { orgs } = generateSeed({ records: 0 });
  const children = Array.from({ length: records }, (_, n) => ({ name: `${n}.pdf`, size: n }));
  const teamFolders = [{ key: 'wide', name: 'Wide', children }];
  const workdrive = { team: 'Org B', myFolders: [], teamFolders };
  emulator.reset({ orgs: { ...orgs, b: { ...orgs.b, workdrive } } });
  const folder = emulator.orgs.b.ids['wide'] ?? '';
  return { ...(await targetOf(emulator, 'b')), folder };
}
