import type { Route } from '../seam.ts';
import type { DriveNode } from './drive-node.ts';
import { apiRoutes } from './endpoint.ts';
import { toItem, toStorageInfo, toTime } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import { scopes } from './scopes.ts';
import { type World, findOrRefuse } from './world.ts';

/**
 * One item by its id; also a team or a team folder, which are items of their own kind. And what
 * hangs on an item: its way from the root, its counts, its preview (Zoho doc: get-file-info,
 * breadcrumbs, resource-property, statistics, timeline, preview-info).
 */
export function infoRoutes(world: World): Route[] {
  const read = (path: string, toData: (node: DriveNode) => unknown) =>
    apiRoutes(world, {
      method: 'GET',
      path,
      scopes: scopes.filesRead,
      handle({ params }, { caller }) {
        const node = findOrRefuse(world, caller.org, params['id'] ?? '');
        return jsonAnswer(200, { data: toData(node) });
      },
    });
  return [
    ...read('files/:id', (node) => toItem(world, node)),
    ...read('files/:id/breadcrumbs', (node) => toBreadcrumbs(world, node)),
    ...read('resourceproperty/:id', (node) => toProperty(world, node)),
    ...read('files/:id/statistics', (node) => toStatistics(node)),
    ...read('files/:id/timeline', (node) => toTimeline(world, node)),
    ...read('files/:id/previewinfo', (node) => toPreview(world, node)),
  ];
}

// --- internal ---

function toBreadcrumbs({ drive }: World, node: DriveNode): unknown[] {
  const lineage = drive.lineage(node);
  const root = lineage[0] ?? node;
  return [
    {
      id: `${node.id}-${root.id}`,
      type: 'breadcrumbs',
      attributes: {
        link_type: 'HARDLINK',
        parent_ids: lineage.map(({ id, name }) => ({ id, name })),
      },
    },
  ];
}

function toProperty(world: World, node: DriveNode): unknown {
  const info = toStorageInfo(world, node);
  const attributes = {
    files_count: info.files_count,
    folders_count: info.folders_count,
    storage_info: info,
  };
  return { id: node.id, type: 'resourceproperty', attributes };
}

function toStatistics(node: DriveNode): unknown {
  const downloads = node.kind === 'native' ? node.exports : 0;
  return {
    id: node.id,
    type: 'statistics',
    attributes: { views: 0, downloads, comments: 0 },
  };
}

function toTimeline(world: World, node: DriveNode): unknown[] {
  const changes = world.history.after(node.org, 0, world.deps.clock.now());
  return changes
    .filter(({ id }) => id === node.id)
    .map(({ serial, action, at, zuid }) => ({
      id: `${node.id}-${serial}`,
      type: 'timeline',
      attributes: { action, by_zuid: zuid, time_in_millisecond: toTime(world, at) },
    }));
}

function toPreview({ deps }: World, node: DriveNode): unknown {
  const url = `https://${deps.webHost(node.org)}/preview/${node.id}`;
  return { id: node.id, type: 'previewinfo', attributes: { preview_url: url } };
}
