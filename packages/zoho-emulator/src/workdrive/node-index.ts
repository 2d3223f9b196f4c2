import type { OrgKey } from '../seam.ts';
import type { DriveNode } from './drive-node.ts';

/** Nodes by id and by parent; it knows nothing of what they mean. */
export interface NodeIndex {
  add(node: DriveNode): void;
  /** Puts a node under another parent, as its last child. */
  move(node: DriveNode, parentId: string): void;
  /** Forgets everything of an org. */
  clear(org: OrgKey): void;
  get(id: string): DriveNode | undefined;
  /** In the order in which they came. */
  children(parentId: string): DriveNode[];
  /** In the order in which they came. */
  all(org: OrgKey): DriveNode[];
}

export function createNodeIndex(): NodeIndex {
  const nodes = new Map<string, DriveNode>();
  const families = new Map<string, Set<DriveNode>>();
  const join = (node: DriveNode, parentId: string): void => {
    const family = families.get(parentId) ?? new Set();
    families.set(parentId, family.add(node));
  };
  const leave = (node: DriveNode): void => {
    if (node.parentId !== undefined) families.get(node.parentId)?.delete(node);
  };
  return {
    add(node) {
      nodes.set(node.id, node);
      if (node.parentId !== undefined) join(node, node.parentId);
    },
    move(node, parentId) {
      leave(node);
      node.parentId = parentId;
      join(node, parentId);
    },
    clear(org) {
      for (const node of nodes.values()) {
        if (node.org !== org) continue;
        nodes.delete(node.id);
        families.delete(node.id);
      }
    },
    get: (id) => nodes.get(id),
    children: (parentId) => [...(families.get(parentId) ?? [])],
    all: (org) => [...nodes.values()].filter((node) => node.org === org),
  };
}
