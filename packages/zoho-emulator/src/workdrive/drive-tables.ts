import * as v from 'valibot';
import type { BlobKeeper, SnapshotTable } from '../snapshot-table.ts';
import type { Content } from './content.ts';
import { type ContentRow, ContentRowSchema, restoreContent } from './content-row.ts';
import { type DriveNode, emptyHolding } from './drive-node.ts';
import type { Change } from './history.ts';
import { failureCodes } from './upload-log.ts';
import type { World } from './world.ts';

/** What a snapshot keeps of WorkDrive. A body that is under way is not in it. */
export function driveTables(world: World): SnapshotTable[] {
  return [
    nodesTable(world),
    sessionsTable(world),
    uploadsTable(world),
    historyTable(world),
    sharesTable(world),
    world.throttle.table,
  ];
}

// --- internal ---

const OrgKey = v.picklist(['a', 'b']);
const Person = v.object({ zuid: v.string(), name: v.string() });
const Status = v.picklist([1, 51, 61]);
const Bag = v.record(v.string(), v.unknown());

const NodeEntries = {
  id: v.string(),
  org: OrgKey,
  name: v.string(),
  parentId: v.optional(v.string()),
  status: Status,
  createdAt: v.number(),
  modifiedAt: v.number(),
  statusChangedAt: v.number(),
  creator: Person,
  modifiedBy: Person,
};

const NodeRow = v.variant('kind', [
  v.object({
    ...NodeEntries,
    kind: v.picklist(['team', 'workspace', 'privatespace', 'folder']),
    readOnly: v.boolean(),
    refuseUploads: v.number(),
    description: v.optional(v.string()),
    publicWithinTeam: v.optional(v.boolean()),
  }),
  v.object({
    ...NodeEntries,
    kind: v.literal('file'),
    content: ContentRowSchema,
    version: v.number(),
    older: v.optional(
      v.array(
        v.object({ number: v.number(), content: ContentRowSchema, at: v.number(), by: Person }),
      ),
    ),
    listedSize: v.optional(v.number()),
    laggingReads: v.number(),
    blocked: v.boolean(),
    locked: v.boolean(),
  }),
  v.object({
    ...NodeEntries,
    kind: v.literal('native'),
    native: v.picklist(['writer', 'sheet', 'show']),
    exports: v.number(),
  }),
]);

/** Each file once, however many contents lie in it. */
function keepOnce(blobs: BlobKeeper): (content: Content) => ContentRow {
  const names = new Map<string, string>();
  const keep = (path: string): string => {
    const name = names.get(path) ?? blobs.keep(path);
    names.set(path, name);
    return name;
  };
  return (content) => content.describe(keep);
}

function nodesTable({ drive }: World): SnapshotTable {
  return {
    name: 'workdrive-nodes',
    *capture(blobs) {
      const describe = keepOnce(blobs);
      for (const org of ['a', 'b'] as const) {
        for (const node of inOrder(drive.teams(org), (id) => childrenOf(drive, id))) {
          yield toNodeRow(node, describe);
        }
      }
    },
    restore(rows, blobs) {
      drive.clear('a');
      drive.clear('b');
      const restore = (row: ContentRow) => restoreContent(row, (blob) => blobs.locate(blob));
      for (const input of rows) {
        const row = v.parse(NodeRow, input);
        drive.add(toNode(row, restore));
      }
    },
  };
}

const childrenOf = (drive: World['drive'], id: string): readonly DriveNode[] => [
  ...drive.list(id),
  ...drive.trashed(id),
];

/** Parents before their children, and children in their order. */
function* inOrder(
  nodes: readonly DriveNode[],
  children: (id: string) => readonly DriveNode[],
): Generator<DriveNode> {
  for (const node of nodes) {
    yield node;
    if ('holds' in node) yield* inOrder(children(node.id), children);
  }
}

function toNodeRow(node: DriveNode, describe: (content: Content) => ContentRow): unknown {
  if ('holds' in node) {
    const { holds: _, ...row } = node;
    return row;
  }
  if (node.kind === 'native') return { ...node };
  const older = node.older?.map((one) => ({ ...one, content: describe(one.content) }));
  return { ...node, content: describe(node.content), ...(older && { older }) };
}

function toNode(
  row: v.InferOutput<typeof NodeRow>,
  restore: (row: ContentRow) => Content,
): DriveNode {
  const base = { ...row, parentId: row.parentId };
  switch (base.kind) {
    case 'file':
      return {
        ...base,
        content: restore(base.content),
        listedSize: base.listedSize,
        older: base.older?.map((one) => ({ ...one, content: restore(one.content) })),
      };
    case 'native':
      return base;
    case 'team':
    case 'workspace':
    case 'privatespace':
    case 'folder':
      return { ...base, holds: emptyHolding() };
    default:
      return base satisfies never;
  }
}

const SessionRow = v.object({
  id: v.string(),
  org: OrgKey,
  target: v.variant('kind', [
    v.object({
      kind: v.literal('file'),
      parentId: v.string(),
      name: v.string(),
      conflict: v.picklist(['fail', 'update', 'rename']),
    }),
    v.object({ kind: v.literal('version'), resourceId: v.string() }),
  ]),
  size: v.number(),
  chunkSize: v.number(),
  expiresAt: v.number(),
  completed: v.boolean(),
  chunks: v.array(ContentRowSchema),
});

function sessionsTable({ sessions }: World): SnapshotTable {
  return {
    name: 'workdrive-sessions',
    *capture(blobs) {
      const describe = keepOnce(blobs);
      for (const { hash: _, state, chunks, ...row } of sessions.all()) {
        yield { ...row, completed: state === 'completed', chunks: chunks.map(describe) };
      }
    },
    restore(rows, blobs) {
      sessions.clear('a');
      sessions.clear('b');
      for (const input of rows) {
        const { completed, chunks, ...row } = v.parse(SessionRow, input);
        sessions.add({
          ...row,
          state: completed ? 'completed' : 'open',
          chunks: chunks.map((one) => restoreContent(one, (blob) => blobs.locate(blob))),
          hash: undefined,
        });
      }
    },
  };
}

const UploadRow = v.object({
  id: v.string(),
  status: v.union([
    v.object({ statusCode: v.literal('D201'), resourceId: v.string() }),
    v.object({ statusCode: v.picklist([...failureCodes, 'D9217']) }),
  ]),
});

/** What was under way is lost (D9102), unless its session can still go on. */
function uploadsTable({ uploads, sessions }: World): SnapshotTable {
  return {
    name: 'workdrive-uploads',
    *capture() {
      for (const [id, status] of uploads.entries()) yield { id, status };
    },
    restore(rows) {
      const entries = uploads.entries();
      entries.clear();
      // Of a table that was restored before.
      const open = new Set(sessions.all().map((one) => one.id));
      for (const input of rows) {
        const { id, status } = v.parse(UploadRow, input);
        const isLost = status.statusCode === 'D9217' && !open.has(id.replace(/^upload_\d+_/, ''));
        entries.set(id, isLost ? { statusCode: 'D9102' } : status);
      }
    },
  };
}

const ChangeRow = v.object({
  serial: v.number(),
  org: OrgKey,
  at: v.number(),
  action: v.picklist([
    'CREATE',
    'UPLOAD',
    'UPDATE',
    'RENAME',
    'MOVE',
    'COPY',
    'TRASH',
    'RESTORE',
    'DELETE',
  ]),
  id: v.string(),
  isFolder: v.boolean(),
  libraryId: v.string(),
  zuid: v.string(),
  name: v.string(),
  parentId: v.optional(v.string()),
  before: v.optional(
    v.object({ parentId: v.optional(v.string()), name: v.string(), status: Status }),
  ),
});

function historyTable({ history }: World): SnapshotTable {
  return {
    name: 'workdrive-changes',
    capture: () => [...history.all()],
    restore(rows) {
      const changes: Change[] = [];
      for (const input of rows) {
        const { before, parentId, ...row } = v.parse(ChangeRow, input);
        const place = before && { ...before, parentId: before.parentId };
        changes.push({ ...row, parentId, before: place });
      }
      history.restore(changes);
    },
  };
}

const ShareRow = v.object({
  id: v.string(),
  kind: v.picklist(['permissions', 'links']),
  org: OrgKey,
  resourceId: v.string(),
  at: v.number(),
  zuid: v.string(),
  attributes: Bag,
});

function sharesTable({ shares }: World): SnapshotTable {
  return {
    name: 'workdrive-shares',
    capture: () => shares.all().map((one) => ({ ...one })),
    restore(rows) {
      shares.clear('a');
      shares.clear('b');
      for (const input of rows) shares.add(v.parse(ShareRow, input));
    },
  };
}
