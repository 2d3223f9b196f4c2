import { ZohoError } from '@zohokit/zoho-http';
import { checkId, checkName } from './check-input.ts';
import { isSameName, pathNames } from './folder-path.ts';
import type { FolderItem, Item } from './item.ts';
import { listFolderPages } from './list-folder.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { createSingleFlight } from './single-flight.ts';
import { WireOneItem } from './wire.ts';
import { doubt, isDoubt, parseWritten, writeResource } from './write-resource.ts';

/** What became of a path of folders. */
export type EnsuredFolder =
  | {
      status: 'ready';
      /** The last folder of the path, under the name that Zoho gave it. */
      folder: FolderItem;
      /** Those that were not there before, from the top. */
      created: FolderItem[];
    }
  | {
      /** Several folders have the name; nothing was created below them. */
      status: 'ambiguous';
      name: string;
      parentId: string;
      candidates: FolderItem[];
      created: FolderItem[];
    };

/** How a folder is created. */
export interface CreateFolderOptions {
  /**
   * Whether the parent is listed: before, since what Zoho does with a taken name is not documented,
   * and after a lost answer. Who has just listed it may say no; `conflict` is then Zoho's own answer,
   * and every lost answer is `maybe-committed`. @default true
   */
  look?: boolean | undefined;
  signal?: AbortSignal | undefined;
}

/** Creates folders, each name once per parent at any time within this client. */
export interface FolderMaker {
  create(parentId: string, name: string, options?: CreateFolderOptions): Promise<FolderItem>;
  ensure(
    parentId: string,
    path: string | readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<EnsuredFolder>;
}

export function createFolderMaker(service: WorkDriveService): FolderMaker {
  const flights = createSingleFlight<Child>();
  const childOf = (parentId: string, name: string, signal: AbortSignal | undefined) =>
    flights.run(
      JSON.stringify([parentId, name.normalize('NFC')]),
      (flight) => findOrCreate(service, { parentId, name }, flight),
      signal,
    );

  return {
    async create(parentId, name, { look = true, signal } = {}) {
      checkName(name);
      if (!look) return await postFolder(service, { parentId: checkId(parentId), name }, signal);
      const child = await childOf(checkId(parentId), name, signal);
      if (child.status === 'created') return child.folder;
      throw new ZohoError('WorkDrive has a folder of this name there already', {
        kind: 'conflict',
        hint: 'nothing was created: use it, or another name',
      });
    },

    async ensure(parentId, path, signal) {
      const names = pathNames(path);
      const created: FolderItem[] = [];
      let at = checkId(parentId);
      let last: FolderItem | undefined;
      for (const name of names) {
        const child = await childOf(at, name, signal);
        if (child.status === 'ambiguous')
          return { status: 'ambiguous', name, parentId: at, candidates: child.candidates, created };
        if (child.status === 'created') created.push(child.folder);
        last = child.folder;
        at = last.id;
      }
      if (last === undefined) throw new TypeError('a path has at least one name');
      return { status: 'ready', folder: last, created };
    },
  };
}

// --- internal ---

type Child =
  | { status: 'found' | 'created'; folder: FolderItem }
  | { status: 'ambiguous'; candidates: FolderItem[] };

interface Place {
  parentId: string;
  name: string;
}

async function findOrCreate(
  service: WorkDriveService,
  place: Place,
  signal: AbortSignal,
): Promise<Child> {
  const known = await findFolders(service, place, signal);
  if (known !== undefined) return known;
  try {
    return { status: 'created', folder: await postFolder(service, place, signal) };
  } catch (error) {
    if (!isDoubt(error)) throw error;
    // It was not there before: a folder of the name that is there now is what was asked for.
    const now = await findFolders(service, place, signal).catch(() => undefined);
    if (now?.status !== 'found') throw error;
    return { status: 'created', folder: now.folder };
  }
}

/** The folders of that name; `undefined` when there is none. */
async function findFolders(
  service: WorkDriveService,
  { parentId, name }: Place,
  signal: AbortSignal,
): Promise<Child | undefined> {
  const candidates: FolderItem[] = [];
  for await (const { items } of listFolderPages(service, parentId, { filter: 'folder', signal }))
    candidates.push(...items.filter(isFolder).filter((one) => isSameName(one.name, name)));
  const [folder] = candidates;
  if (folder === undefined) return undefined;
  return candidates.length === 1
    ? { status: 'found', folder }
    : { status: 'ambiguous', candidates };
}

function isFolder(item: Item): item is FolderItem {
  return item.kind === 'folder' && item.status !== 'trashed' && item.status !== 'deleted';
}

/** What Zoho does with a name that is taken is not documented: the answer's name is what counts. */
async function postFolder(
  service: WorkDriveService,
  { parentId, name }: Place,
  signal: AbortSignal | undefined,
): Promise<FolderItem> {
  const hint = 'list the parent before you create it again';
  const json = await writeResource(service, {
    method: 'POST',
    path: 'files',
    data: { attributes: { name, parent_id: parentId }, type: 'files' },
    scopes: workDriveScopes['folders.create'],
    signal,
  });
  const item = parseWritten(WireOneItem, json, { what: 'WorkDrive new folder', hint });
  if (item.kind === 'folder') return item;
  throw doubt("WorkDrive's answer does not say that a folder was created", { hint });
}
