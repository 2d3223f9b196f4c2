import type { OrgKey } from '../seam.ts';
import type { DriveFile, DriveFolder, DriveNode } from './drive-node.ts';
import { type NodeIndex, createNodeIndex } from './node-index.ts';

/** All nodes of both orgs, in one space of ids. */
export interface Drive extends Pick<
  NodeIndex,
  'move' | 'rename' | 'setStatus' | 'resize' | 'remove' | 'clear' | 'trashed' | 'named' | 'all'
> {
  add<Node extends DriveNode>(node: Node): Node;
  /** Whether the id is taken, in either org. */
  has(id: string): boolean;
  /**
   * The node if `org` can see it: its own, active, and below nothing that is in the trash. All
   * other ids look the same from outside (R008).
   */
  find(org: OrgKey, id: string): DriveNode | undefined;
  /** The node of the org, also when it is in the trash. */
  findAnyStatus(org: OrgKey, id: string): DriveNode | undefined;
  teams(org: OrgKey): DriveFolder[];
  /** The active children, oldest first. */
  list(parentId: string): readonly DriveNode[];
  /** Every file of the org that is not deleted. */
  files(org: OrgKey): DriveFile[];
  /** From the root down, the node last; the team is left out. */
  lineage(node: DriveNode): DriveNode[];
  /** The team folder or My Folders in which the node lies; the node itself when it is a team. */
  root(node: DriveNode): DriveNode;
  /** Whether the node or anything above it is in the trash. */
  isTrashed(node: DriveNode): boolean;
  isReadOnly(node: DriveNode): boolean;
}

/** Creates an empty drive. */
export function createDrive(): Drive {
  const index = createNodeIndex();

  function* upwards(node: DriveNode): Generator<DriveNode> {
    for (let at: DriveNode | undefined = node; at && at.kind !== 'team';) {
      yield at;
      at = index.get(at.parentId ?? '');
    }
  }
  const some = (node: DriveNode, test: (one: DriveNode) => boolean): boolean => {
    for (const one of upwards(node)) if (test(one)) return true;
    return false;
  };
  const isTrashed = (node: DriveNode) => some(node, ({ status }) => status !== 1);
  const findAnyStatus = (org: OrgKey, id: string) => {
    const node = index.get(id);
    return node?.org === org ? node : undefined;
  };

  return {
    ...index,
    add(node) {
      index.add(node);
      return node;
    },
    has: (id) => index.get(id) !== undefined,
    find(org, id) {
      const node = findAnyStatus(org, id);
      return node && !isTrashed(node) ? node : undefined;
    },
    findAnyStatus,
    list: (parentId) => index.children(parentId),
    files: (org) => [...index.all(org)].filter((node) => node.kind === 'file'),
    lineage: (node) => [...upwards(node)].toReversed(),
    root: (node) => [...upwards(node)].at(-1) ?? node,
    isTrashed,
    isReadOnly: (node) => some(node, (one) => 'readOnly' in one && one.readOnly),
  };
}
