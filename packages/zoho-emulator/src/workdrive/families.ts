import type { DriveNode } from './drive-node.ts';

/** Which nodes belong to which parent, in the order in which they came. */
export interface Families {
  join(node: DriveNode): void;
  leave(node: DriveNode): void;
  rename(node: DriveNode, name: string): void;
  active(parentId: string): readonly DriveNode[];
  trashed(parentId: string): readonly DriveNode[];
  /** The active ones of that name. */
  named(parentId: string, name: string): readonly DriveNode[];
  forget(parentId: string): void;
}

export function createFamilies(): Families {
  const families = new Map<string, Family>();
  const of = ({ parentId = '' }: DriveNode) => families.get(parentId);
  return {
    join(node) {
      const { parentId } = node;
      if (parentId === undefined) return;
      const family = families.get(parentId) ?? createFamily();
      families.set(parentId, family);
      join(family, node);
    },
    leave(node) {
      const family = of(node);
      if (family) leave(family, node);
    },
    rename(node, name) {
      const names = of(node)?.names;
      if (node.status === 1) removeName(names, node);
      node.name = name;
      if (node.status === 1) addName(names, node);
    },
    active: (parentId) => families.get(parentId)?.active ?? [],
    trashed: (parentId) => families.get(parentId)?.trashed ?? [],
    named(parentId, name) {
      const family = families.get(parentId);
      return family ? (namesOf(family).get(name) ?? []) : [];
    },
    forget: (parentId) => void families.delete(parentId),
  };
}

// --- internal ---

interface Family {
  active: DriveNode[];
  trashed: DriveNode[];
  /** Of the active ones; made when a name is first looked for. */
  names: Map<string, DriveNode[]> | undefined;
}

const createFamily = (): Family => ({ active: [], trashed: [], names: undefined });

function join(family: Family, node: DriveNode): void {
  if (node.status !== 1) {
    family.trashed.push(node);
    return;
  }
  family.active.push(node);
  addName(family.names, node);
}

function leave(family: Family, node: DriveNode): void {
  const siblings = node.status === 1 ? family.active : family.trashed;
  const at = siblings.indexOf(node);
  if (at !== -1) siblings.splice(at, 1);
  if (node.status === 1) removeName(family.names, node);
}

function namesOf(family: Family): Map<string, DriveNode[]> {
  if (!family.names) {
    family.names = new Map();
    for (const node of family.active) addName(family.names, node);
  }
  return family.names;
}

function addName(names: Map<string, DriveNode[]> | undefined, node: DriveNode): void {
  const sharers = names?.get(node.name);
  if (sharers) sharers.push(node);
  else names?.set(node.name, [node]);
}

function removeName(names: Map<string, DriveNode[]> | undefined, node: DriveNode): void {
  const others = names?.get(node.name)?.filter((one) => one !== node) ?? [];
  if (others.length > 0) names?.set(node.name, others);
  else names?.delete(node.name);
}
