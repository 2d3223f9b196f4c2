import type { OrgKey } from '../seam.ts';
import type { DriveFile, DriveFolder, DriveNode } from './drive-node.ts';
import { createNodeIndex } from './node-index.ts';

/** All nodes of both orgs, in one space of ids. */
export interface Drive {
  add<Node extends DriveNode>(node: Node): Node;
  /** Puts a node under another parent, as its last child. */
  move(node: DriveNode, parentId: string): void;
  /** Forgets everything of an org. */
  clear(org: OrgKey): void;
  /**
   * The node if `org` can see it: its own, active, and below nothing that is in the trash. All
   * other ids look the same from outside (R008).
   */
  find(org: OrgKey, id: string): DriveNode | undefined;
  /** The node of the org whatever its status, deleted ones excepted. */
  findAnyStatus(org: OrgKey, id: string): DriveNode | undefined;
  teams(org: OrgKey): DriveFolder[];
  /** The active children, oldest first. */
  list(parentId: string): DriveNode[];
  /** Every file of the org that is not deleted. */
  files(org: OrgKey): DriveFile[];
  /** From the root down, the node last; the team is left out. */
  lineage(node: DriveNode): DriveNode[];
  /** Whether the node or anything above it has the status. */
  isUnder(node: DriveNode, status: 51 | 61): boolean;
  isReadOnly(node: DriveNode): boolean;
  /** The active nodes below, however deep. */
  descendants(folder: DriveFolder): Generator<DriveNode>;
}

/** Creates an empty drive. */
export function createDrive(): Drive {
  const index = createNodeIndex();

  const lineage = (node: DriveNode): DriveNode[] => {
    const line: DriveNode[] = [];
    for (let at: DriveNode | undefined = node; at && at.kind !== 'team';) {
      line.unshift(at);
      at = index.get(at.parentId ?? '');
    }
    return line;
  };
  const isUnder = (node: DriveNode, status: 51 | 61) =>
    lineage(node).some((one) => one.status === status);
  const list = (parentId: string) => index.children(parentId).filter(({ status }) => status === 1);
  const findAnyStatus = (org: OrgKey, id: string) => {
    const node = index.get(id);
    return node?.org === org && !isUnder(node, 61) ? node : undefined;
  };
  function* descendants(folder: DriveFolder): Generator<DriveNode> {
    for (const node of list(folder.id)) {
      yield node;
      if ('readOnly' in node) yield* descendants(node);
    }
  }

  return {
    add(node) {
      index.add(node);
      return node;
    },
    move: (node, parentId) => index.move(node, parentId),
    clear: (org) => index.clear(org),
    find(org, id) {
      const node = findAnyStatus(org, id);
      return node && !isUnder(node, 51) ? node : undefined;
    },
    findAnyStatus,
    teams: (org) => index.all(org).filter((node): node is DriveFolder => node.kind === 'team'),
    list,
    files: (org) =>
      index
        .all(org)
        .filter((node) => node.kind === 'file')
        .filter((file) => !isUnder(file, 61)),
    lineage,
    isUnder,
    isReadOnly: (node) => lineage(node).some((one) => 'readOnly' in one && one.readOnly),
    descendants,
  };
}
