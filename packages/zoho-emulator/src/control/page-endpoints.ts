import * as v from 'valibot';
import { activePenalties } from '../penalties.ts';
import { benignProfile, worstProfile } from '../profiles.ts';
import type { OrgKey } from '../seam.ts';
import type { ControlDeps, ControlEndpoints } from './endpoint.ts';

const Org = v.picklist(['a', 'b'], 'org is neither a nor b');
const Count = v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'is not a number'), v.transform(Number));
const ItemQuery = v.object({ org: Org, id: v.string('id is missing') });
const FolderQuery = v.object({
  ...ItemQuery.entries,
  offset: v.optional(Count, '0'),
  limit: v.optional(Count, '50'),
});
const Since = v.object({ since: v.optional(Count, '0') });

/** The newest requests that the page takes at once. */
const shownRequests = 300;

/** What the page at `/` shows, and anybody else may ask for. */
export const pageEndpoints: ControlEndpoints = {
  'GET /_emulator/overview': ({ query }, deps) => {
    const { since } = v.parse(Since, Object.fromEntries(query));
    const { clock, faults, ledger, world } = deps;
    const entries = ledger.entries({ since, limit: shownRequests });
    return {
      now: clock.now(),
      profile: nameOfProfile(deps),
      orgs: { a: toOrg('a', deps), b: toOrg('b', deps) },
      penalties: activePenalties(world().routes, clock.now()),
      faults: faults
        .list()
        .map(({ id, fired, fault }) => ({ id, fired, effect: fault.effect.kind })),
      lastRequest: ledger.entries({ limit: 1 })[0]?.n ?? 0,
      entries,
    };
  },
  'GET /_emulator/folder': ({ query }, { world }) => {
    const { org, id, ...part } = v.parse(FolderQuery, Object.fromEntries(query));
    const folder = world().workdrive.folder(org, id, part);
    if (!folder) throw new Error(`Org ${org} has no folder ${id}`);
    return folder;
  },
  'GET /_emulator/file': ({ query }, { world }) => {
    const { org, id } = v.parse(ItemQuery, Object.fromEntries(query));
    const file = world().workdrive.file(org, id);
    if (!file) throw new Error(`Org ${org} has no file ${id}`);
    return file;
  },
};

// --- internal ---

function toOrg(key: OrgKey, { world }: ControlDeps) {
  const { seed, crm, workdrive } = world();
  const { name, dataCenter, user } = seed.orgs[key];
  const declared = seed.orgs[key].crm.modules;
  const roots = workdrive.roots(key);
  return {
    name,
    dataCenter,
    user: `${user.name}, ${user.email}`,
    // Of Zoho's many modules only those in which there is something.
    modules: crm
      .modules(key)
      .filter(({ apiName, count }) => count > 0 || Object.hasOwn(declared, apiName)),
    roots: roots.map(({ id, name: root }) => ({ id, name: root })),
    files: roots.reduce((sum, { files }) => sum + files, 0),
  };
}

function nameOfProfile({ profile }: ControlDeps): 'benign' | 'worst' | 'mixed' {
  const now = JSON.stringify(profile());
  if (now === JSON.stringify(benignProfile)) return 'benign';
  return now === JSON.stringify(worstProfile) ? 'worst' : 'mixed';
}
