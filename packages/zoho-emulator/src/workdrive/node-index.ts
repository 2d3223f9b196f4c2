import type { OrgKey } from '../seam.ts';
import { type DriveFolder, type DriveNode, type Holding, emptyHolding } from './drive-node.ts';
import { createFamilies } from './families.ts';

/**
 * Nodes by id, by parent and by name, with what every folder holds. A page of a listing costs the
 * page, and a change the depth of its place, however many nodes there are.
 */
export interface NodeIndex {
  add(node: DriveNode): void;
  /** Puts a node under another parent, as its last child. */
  move(node: DriveNode, parentId: string): void;
  rename(node: DriveNode, name: string): void;
  /** Between active and trashed; what comes back is its parent's last child. */
  setStatus(node: DriveNode, status: 1 | 51): void;
  /** Makes a change of what the node itself holds, and has it counted. */
  resize(node: DriveNode, change: () => void): void;
  /** Forgets a node and all below it. */
  remove(node: DriveNode): void;
  /** Forgets everything of an org. */
  clear(org: OrgKey): void;
  get(id: string): DriveNode | undefined;
  /** The active ones, in the order in which they came. */
  children(parentId: string): readonly DriveNode[];
  /** Those that were trashed by themselves, not with their parent. */
  trashed(parentId: string): readonly DriveNode[];
  /** The active children of that name. */
  named(parentId: string, name: string): readonly DriveNode[];
  /** In the order in which they came. */
  all(org: OrgKey): Iterable<DriveNode>;
  teams(org: OrgKey): DriveFolder[];
}

export function createNodeIndex(): NodeIndex {
  const orgs: Record<OrgKey, Map<string, DriveNode>> = { a: new Map(), b: new Map() };
  const families = createFamilies();
  const get = (id: string) => orgs.a.get(id) ?? orgs.b.get(id);
  const count = (node: DriveNode, sign: 1 | -1) => countUpwards(node, sign, get);

  const attach = (node: DriveNode): void => {
    families.join(node);
    count(node, 1);
  };
  const detach = (node: DriveNode): void => {
    families.leave(node);
    count(node, -1);
  };
  const reattached = (node: DriveNode, change: () => void): void => {
    detach(node);
    change();
    attach(node);
  };
  const forget = (node: DriveNode): void => {
    const { id, org } = node;
    for (const child of [...families.active(id), ...families.trashed(id)]) forget(child);
    families.forget(id);
    orgs[org].delete(id);
  };

  return {
    add(node) {
      orgs[node.org].set(node.id, node);
      attach(node);
    },
    move: (node, parentId) => reattached(node, () => (node.parentId = parentId)),
    rename: (node, name) => families.rename(node, name),
    setStatus: (node, status) => reattached(node, () => (node.status = status)),
    resize(node, change) {
      count(node, -1);
      change();
      count(node, 1);
    },
    remove(node) {
      detach(node);
      forget(node);
    },
    clear(org) {
      for (const id of orgs[org].keys()) families.forget(id);
      orgs[org] = new Map();
    },
    get,
    children: (parentId) => families.active(parentId),
    trashed: (parentId) => families.trashed(parentId),
    named: (parentId, name) => families.named(parentId, name),
    all: (org) => orgs[org].values(),
    // A team is what comes first in its org.
    teams(org) {
      const [first] = orgs[org].values();
      return first?.kind === 'team' ? [first] : [];
    },
  };
}

// --- internal ---

/** Adds what the node weighs to everything above it, or takes it away. */
function countUpwards(
  node: DriveNode,
  sign: 1 | -1,
  get: (id: string) => DriveNode | undefined,
): void {
  const weight = weigh(node);
  let active = node.status === 1;
  for (let at = get(node.parentId ?? ''); at && isFolder(at); at = get(at.parentId ?? '')) {
    at.holds.stored += sign * weight.stored;
    if (active) {
      at.holds.files += sign * weight.files;
      at.holds.folders += sign * weight.folders;
      at.holds.bytes += sign * weight.bytes;
    }
    active &&= at.status === 1;
  }
}

const isFolder = (node: DriveNode): node is DriveFolder => 'holds' in node;

function weigh(node: DriveNode): Holding {
  if (node.kind === 'native') return { ...emptyHolding(), files: 1 };
  if (isFolder(node)) return { ...node.holds, folders: node.holds.folders + 1 };
  const { size } = node.content;
  const old = node.older?.reduce((sum, { content }) => sum + content.size, 0) ?? 0;
  return { files: 1, folders: 0, bytes: size, stored: size + old };
}
