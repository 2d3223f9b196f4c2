import * as v from 'valibot';

const EmulatedOrg = v.object({
  dataCenter: v.string(),
  environment: v.string(),
  clientId: v.string(),
  clientSecret: v.string(),
  refreshToken: v.string(),
  /** For the consent page. */
  serverClient: v.object({ clientId: v.string(), clientSecret: v.string() }),
  userId: v.string(),
  teamId: v.string(),
  /** Of My Folders. */
  rootFolderId: v.string(),
  /** By the name of the team folder. */
  teamFolderIds: v.record(v.string(), v.string()),
  /** By the key of a node of the seed. */
  ids: v.record(v.string(), v.string()),
});

/** What `zohokit emulator --json` prints once it listens. Its secrets open nothing but itself. */
export const EmulatorResult = v.object({
  /** e.g. `http://127.0.0.1:4600`. */
  origin: v.string(),
  orgs: v.object({ a: EmulatedOrg, b: EmulatedOrg }),
});
