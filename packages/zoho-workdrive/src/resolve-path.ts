import { isZohoError } from '@zohokit/zoho-http';
import { checkId, usage } from './check-input.ts';
import { isSameName, pathNames } from './folder-path.ts';
import type { ItemKind } from './item.ts';
import { listFolderPages } from './list-folder.ts';
import type { WorkDriveService } from './service.ts';
import type { NamedRef, Teams } from './teams.ts';
import type { Users } from './users.ts';

/** One place on the way. */
export interface PathStep {
  id: string;
  /** As Zoho has it. */
  name: string;
  kind: ItemKind | 'team-folder' | 'private-space';
}

/** What a path leads to. `steps` is the way as far as it goes, from the top. */
export type ResolvedPath =
  | { status: 'found'; target: PathStep; steps: PathStep[] }
  | { status: 'missing'; name: string; steps: PathStep[] }
  | { status: 'ambiguous'; name: string; candidates: PathStep[]; steps: PathStep[] };

/** Where a path begins. */
export interface ResolvePathOptions {
  /** The folder where a path without a leading slash begins. @default the top */
  from?: string | undefined;
  signal?: AbortSignal | undefined;
}

export async function resolvePath(
  service: WorkDriveService,
  discovery: Discovery,
  path: string | readonly string[],
  { from, signal }: ResolvePathOptions = {},
): Promise<ResolvedPath> {
  const isAbsolute = typeof path === 'string' ? path.startsWith('/') : from === undefined;
  if (isAbsolute !== (from === undefined))
    throw usage('a path begins with a slash, or at the folder of `from`');
  const names = pathNames(path);
  const steps: PathStep[] = [];
  let at = from === undefined ? undefined : checkId(from);
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const candidates =
      at === undefined
        ? await topCandidates(discovery, steps, signal)
        : await childCandidates(service, at, isLast, signal);
    const [target, ...others] = candidates.filter((one) => isSameName(one.name, name));
    if (target === undefined) return { status: 'missing', name, steps };
    if (others.length > 0)
      return { status: 'ambiguous', name, candidates: [target, ...others], steps };
    steps.push(target);
    if (isLast) return { status: 'found', target, steps };
    at = target.kind === 'team' ? undefined : target.id;
  }
  throw new TypeError('a path has at least one name');
}

// --- internal ---

interface Discovery {
  users: Users;
  teams: Teams;
}

/** Teams; below a team its team folders and My Folders; in a personal edition My Folders at once. */
async function topCandidates(
  { users, teams }: Discovery,
  [team]: readonly PathStep[],
  signal: AbortSignal | undefined,
): Promise<PathStep[]> {
  if (team === undefined) {
    const { zuid, edition } = await users.me({ signal });
    return edition === 'PERSONAL'
      ? await privateSpace(users, zuid, signal)
      : toSteps(await teams.list(zuid, { signal }), 'team');
  }
  const folders = toSteps(await teams.teamFolders(team.id, { signal }), 'team-folder');
  const member = await teams.currentMember(team.id, { signal });
  return [...folders, ...(await privateSpace(users, member.id, signal))];
}

/** Not every user has My Folders. */
async function privateSpace(
  users: Users,
  memberId: string,
  signal: AbortSignal | undefined,
): Promise<PathStep[]> {
  try {
    return toSteps([await users.privateSpace(memberId, { signal })], 'private-space');
  } catch (error) {
    if (isZohoError(error) && error.kind === 'not-found') return [];
    throw error;
  }
}

function toSteps(refs: readonly NamedRef[], kind: PathStep['kind']): PathStep[] {
  return refs.map(({ id, name }) => ({ id, name, kind }));
}

async function childCandidates(
  service: WorkDriveService,
  folderId: string,
  isLast: boolean,
  signal: AbortSignal | undefined,
): Promise<PathStep[]> {
  const filter = isLast ? undefined : 'folder';
  const steps: PathStep[] = [];
  for await (const { items } of listFolderPages(service, folderId, { filter, signal }))
    for (const { id, name, kind, status } of items)
      if (status !== 'trashed' && status !== 'deleted' && (isLast || kind === 'folder'))
        steps.push({ id, name, kind });
  return steps;
}
