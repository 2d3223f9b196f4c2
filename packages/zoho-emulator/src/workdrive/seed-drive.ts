import type { OrgKey } from '../seam.ts';
import type { NodeSeed, WorkDriveSeed } from '../seed.ts';
import type { SeededDrive } from '../service.ts';
import { type Content, textContent } from './content.ts';
import { type DriveFolder, type DriveNode, type Person, emptyHolding } from './drive-node.ts';
import { generatedContent } from './generated-content.ts';
import { type World, freshId, orgUser, someoneElse } from './world.ts';

/** What is seeded without a time is this old, so that no run mistakes it for its own work. */
const defaultAgeMs = 60 * 60 * 1000;

/** Replaces the org's drive by what the seed says. Ids follow from the order of the seed. */
export function seedDrive(world: World, org: OrgKey, seed: WorkDriveSeed): SeededDrive {
  const { drive, uploads, sessions, shares, history, plans, deps } = world;
  drive.clear(org);
  uploads.clear(deps.user(org).zuid);
  for (const part of [sessions, shares, history]) part.clear(org);
  plans[org] = {
    edition: seed.edition ?? 'TEAM',
    quota: seed.quota ?? Infinity,
    myFoldersQuota: seed.myFoldersQuota ?? Infinity,
    largestFile: seed.largestFile,
  };
  const planting: Planting = { world, org, ids: {}, user: orgUser(world, org) };
  const team = plantRoot(planting, 'team', seed.team, undefined);
  const privateSpace = plantRoot(planting, 'privatespace', 'My Folders', team.id);
  for (const child of seed.myFolders) plant(planting, child, privateSpace.id);

  const teamFolderIds: Record<string, string> = {};
  for (const { key, name, readOnly, children } of seed.teamFolders) {
    const folder = plantRoot(planting, 'workspace', name, team.id, readOnly);
    teamFolderIds[name] = folder.id;
    if (key !== undefined) planting.ids[key] = folder.id;
    for (const child of children) plant(planting, child, folder.id);
  }
  return { teamId: team.id, teamFolderIds, privateSpaceId: privateSpace.id, ids: planting.ids };
}

// --- internal ---

interface Planting {
  world: World;
  org: OrgKey;
  ids: Record<string, string>;
  /** Shared by all nodes: half a million of their own would cost more than their names. */
  user: Person;
}

function plantRoot(
  { world, org, user }: Planting,
  kind: DriveFolder['kind'],
  name: string,
  parentId: string | undefined,
  readOnly = false,
): DriveFolder {
  return world.drive.add<DriveFolder>({
    kind,
    readOnly,
    refuseUploads: 0,
    holds: emptyHolding(),
    ...base(world, { name }, user),
    org,
    parentId,
  });
}

function plant(planting: Planting, seed: NodeSeed, parentId: string): void {
  const { world, org, ids, user } = planting;
  const isForeign = 'createdBy' in seed && seed.createdBy === 'someone-else';
  const creator = isForeign ? someoneElse : user;
  const node = world.drive.add<DriveNode>({
    ...base(world, seed, creator),
    org,
    parentId,
    ...kindOf(planting, seed),
  });
  if (seed.key !== undefined) ids[seed.key] = node.id;
  if ('children' in seed) for (const child of seed.children) plant(planting, child, node.id);
}

function base(
  world: World,
  { name, modified, trashed }: Pick<NodeSeed, 'name' | 'modified' | 'trashed'>,
  creator: DriveNode['creator'],
) {
  const at = modified === undefined ? world.deps.clock.now() - defaultAgeMs : Date.parse(modified);
  return {
    id: freshId(world),
    name,
    status: trashed ? (51 as const) : (1 as const),
    createdAt: at,
    modifiedAt: at,
    statusChangedAt: at,
    creator,
    modifiedBy: creator,
  };
}

function kindOf(planting: Planting, seed: NodeSeed) {
  if ('children' in seed) {
    const { readOnly = false, refuseUploads = 0 } = seed;
    return { kind: 'folder' as const, readOnly, refuseUploads, holds: emptyHolding() };
  }
  if ('native' in seed) return { kind: 'native' as const, native: seed.native, exports: 0 };
  return {
    kind: 'file' as const,
    content: toContent(planting, seed),
    version: 1,
    older: undefined,
    listedSize: seed.listedSize,
    laggingReads: 0,
    blocked: seed.blocked ?? false,
    locked: seed.locked ?? false,
  };
}

function toContent(
  { world }: Planting,
  seed: { text: string } | { size: number; contentSeed?: number | undefined },
): Content {
  if ('text' in seed) return textContent(seed.text);
  // Without a seed of its own every file differs from every other.
  const contentSeed = seed.contentSeed ?? Math.floor(world.deps.ids.random() * 2 ** 32);
  return generatedContent({ seed: contentSeed, size: seed.size });
}
