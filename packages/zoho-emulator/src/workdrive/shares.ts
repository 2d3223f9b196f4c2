import type { OrgKey } from '../seam.ts';

/** Who may see something: a permission, or a link for people outside. */
export interface Share {
  id: string;
  kind: 'permissions' | 'links';
  org: OrgKey;
  /** Of the item that is shared. */
  resourceId: string;
  at: number;
  zuid: string;
  /** As they were sent. */
  attributes: Record<string, unknown>;
}

/** All shares of both orgs. */
export interface Shares {
  add(share: Share): Share;
  find(org: OrgKey, kind: Share['kind'], id: string): Share | undefined;
  of(resourceId: string, kind: Share['kind']): Share[];
  remove(share: Share): void;
  all(): Share[];
  clear(org: OrgKey): void;
}

export function createShares(): Shares {
  const shares = new Map<string, Share>();
  const byResource = new Map<string, Share[]>();
  const remove = (share: Share): void => {
    shares.delete(share.id);
    const others = byResource.get(share.resourceId)?.filter((one) => one !== share) ?? [];
    byResource.set(share.resourceId, others);
  };
  return {
    add(share) {
      shares.set(share.id, share);
      byResource.set(share.resourceId, [...(byResource.get(share.resourceId) ?? []), share]);
      return share;
    },
    find(org, kind, id) {
      const share = shares.get(id);
      return share?.org === org && share.kind === kind ? share : undefined;
    },
    of: (resourceId, kind) => (byResource.get(resourceId) ?? []).filter((one) => one.kind === kind),
    remove,
    all: () => [...shares.values()],
    clear(org) {
      for (const share of shares.values()) if (share.org === org) remove(share);
    },
  };
}
