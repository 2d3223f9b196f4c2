import { isZohoError, ZohoError, type ZohoErrorKind } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { getItem, itemPath } from './get-item.ts';
import type { Item } from './item.ts';
import { readResource } from './read-resource.ts';
import { workDriveScopes } from './scopes.ts';
import type { WorkDriveService } from './service.ts';
import { WireId } from './wire-value.ts';
import { oneThing } from './wire.ts';
import { isNotFound } from './write-resource.ts';

/** Where an item lies. */
export interface ItemPath {
  /** `/Team/Team folder/Folder/file.pdf`; without the leading slash when it is not complete. */
  path: string;
  /** From the top; the item last. */
  steps: { id: string; name: string }[];
  /** Whether it begins at the team, or at My Folders where there is no team. */
  isComplete: boolean;
}

export async function pathOf(
  service: WorkDriveService,
  id: string,
  signal: AbortSignal | undefined,
): Promise<ItemPath> {
  const steps = (await breadcrumbs(service, id, signal)) ?? [];
  const asked = new Set(steps.slice(1).map((step) => step.id));
  let isComplete = false;
  // The crumbs leave out the team, and are nothing when Zoho writes them in another way.
  for (let at: string | undefined = steps[0]?.id ?? id; at !== undefined;) {
    if (asked.has(at) || asked.size > deepest) throw inCircles();
    asked.add(at);
    const item: Item | undefined = await getAbove(service, at, steps.length > 0, signal);
    if (item === undefined) break;
    if (steps[0]?.id !== item.id) steps.unshift({ id: item.id, name: item.name });
    isComplete = isTop(item);
    at = item.parentId;
  }
  const names = steps.map(({ name }) => name).join('/');
  return { path: isComplete ? `/${names}` : names, steps, isComplete };
}

// --- internal ---

/** No folder lies so deep; an answer that leads on and on is none. */
const deepest = 500;

async function getAbove(
  service: WorkDriveService,
  id: string,
  mayBeHidden: boolean,
  signal: AbortSignal | undefined,
): Promise<Item | undefined> {
  try {
    return await getItem(service, id, signal);
  } catch (error) {
    if (mayBeHidden && isNotFound(error)) return undefined;
    throw error;
  }
}

function isTop(item: Item): boolean {
  return item.kind === 'team' || (item.kind === 'folder' && item.root === 'private-space');
}

const Crumb = v.object({ id: WireId, name: v.pipe(v.string(), v.nonEmpty()) });

const WireBreadcrumbs = oneThing(
  v.object({ attributes: v.object({ parent_ids: v.pipe(v.array(Crumb), v.nonEmpty()) }) }),
);

/** Refusals and shapes after which the parents are asked one by one. */
const notUnderstood: ReadonlySet<ZohoErrorKind> = new Set(['unexpected-response', 'bad-request']);

/**
 * One request instead of one per level. Of their shape only a sample is known (Zoho doc:
 * breadcrumbs), so they count only when they end at the item that was asked for.
 */
async function breadcrumbs(
  service: WorkDriveService,
  id: string,
  signal: AbortSignal | undefined,
): Promise<ItemPath['steps'] | undefined> {
  try {
    const { attributes } = await readResource(service, {
      path: `${itemPath(id)}/breadcrumbs`,
      scopes: workDriveScopes['paths.of'],
      schema: WireBreadcrumbs,
      what: 'WorkDrive breadcrumbs',
      signal,
    });
    const crumbs = attributes.parent_ids;
    const isWhole = new Set(crumbs.map((crumb) => crumb.id)).size === crumbs.length;
    if (!isWhole || crumbs.at(-1)?.id !== id) return undefined;
    return crumbs.map((crumb) => ({ id: crumb.id, name: crumb.name }));
  } catch (error) {
    if (isZohoError(error) && notUnderstood.has(error.kind)) return undefined;
    throw error;
  }
}

function inCircles(): ZohoError {
  return new ZohoError('The folders above this item of WorkDrive lead in circles', {
    kind: 'unexpected-response',
  });
}
