import * as v from 'valibot';
import type { OrgKey, Route } from '../seam.ts';
import { Id, parseBody } from './body.ts';
import { apiRoutes, commitOrRefuse } from './endpoint.ts';
import { toTime } from './item.ts';
import { jsonAnswer } from './json-answer.ts';
import { unauthorizedAccess } from './refusal.ts';
import { scopes } from './scopes.ts';
import type { Share } from './shares.ts';
import { type World, findOrRefuse, freshId } from './world.ts';

/** Permissions, publishing among them, and links for people outside (Zoho doc: sharing, links). */
export function shareRoutes(world: World): Route[] {
  return [
    ...routesOf(world, 'permissions', PermissionAttributes, {
      read: scopes.sharingRead,
      create: scopes.sharingCreate,
      remove: scopes.sharingDelete,
    }),
    ...routesOf(world, 'links', LinkAttributes, {
      read: scopes.filesRead,
      create: scopes.linksCreate,
      remove: scopes.linksDelete,
    }),
    ...apiRoutes(world, {
      method: 'GET',
      path: 'links/:id',
      scopes: scopes.linksRead,
      handle({ params }, { caller }) {
        const link = findShare(world, caller.org, 'links', params['id']);
        return jsonAnswer(200, { data: toResource(world, link) });
      },
    }),
  ];
}

// --- internal ---

/** 1 admin, 2 organizer, 5 editor, 6 viewer, 7 of links, 34 view by link; text or number. */
const Role = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.picklist(['1', '2', '3', '4', '5', '6', '7', '34']),
);

const PermissionAttributes = v.strictObject({
  resource_id: Id,
  shared_type: v.picklist(['personal', 'group', 'workspace', 'team', 'everyone', 'publish']),
  role_id: Role,
  email_id: v.optional(v.string()),
  shared_id: v.optional(v.string()),
  send_notification_mail: v.optional(v.boolean()),
});

const LinkAttributes = v.strictObject({
  resource_id: Id,
  link_name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(200)),
  role_id: v.optional(Role),
  request_user_data: v.optional(v.boolean()),
  allow_download: v.optional(v.boolean()),
  password_text: v.optional(v.string()),
  expiration_date: v.optional(v.string()),
  input_fields: v.optional(v.array(v.record(v.string(), v.unknown()))),
  download_link: v.optional(v.record(v.string(), v.unknown())),
});

function routesOf(
  world: World,
  kind: Share['kind'],
  attributesSchema: v.GenericSchema<unknown, { resource_id: string }>,
  needed: Record<'read' | 'create' | 'remove', Route['scopes']>,
): Route[] {
  const Body = v.object({
    data: v.object({ type: v.optional(v.literal(kind)), attributes: attributesSchema }),
  });
  return [
    ...apiRoutes(world, {
      method: 'GET',
      path: `files/:id/${kind}`,
      scopes: needed.read,
      handle({ params }, { caller }) {
        const { id } = findOrRefuse(world, caller.org, params['id'] ?? '');
        const shares = world.shares.of(id, kind).map((one) => toResource(world, one));
        return jsonAnswer(200, { data: shares });
      },
    }),
    ...apiRoutes(world, {
      method: 'POST',
      path: kind,
      scopes: needed.create,
      async handle(request, context) {
        const { attributes } = parseBody(Body, await request.json()).data;
        const { org, zuid } = context.caller;
        const share = await commitOrRefuse(context, () => {
          const { id: resourceId } = findOrRefuse(world, org, attributes.resource_id);
          const id = freshId(world);
          const at = world.deps.clock.now();
          return world.shares.add({
            id,
            kind,
            org,
            resourceId,
            at,
            zuid,
            attributes: { ...attributes },
          });
        });
        return jsonAnswer(201, { data: toResource(world, share) });
      },
    }),
    ...apiRoutes(world, {
      method: 'DELETE',
      path: `${kind}/:id`,
      scopes: needed.remove,
      async handle({ params }, context) {
        await commitOrRefuse(context, () => {
          world.shares.remove(findShare(world, context.caller.org, kind, params['id']));
        });
        return { status: 204 };
      },
    }),
  ];
}

function findShare({ shares }: World, org: OrgKey, kind: Share['kind'], id = ''): Share {
  const share = shares.find(org, kind, id);
  if (!share) throw unauthorizedAccess();
  return share;
}

function toResource(world: World, share: Share): Record<string, unknown> {
  const { deps } = world;
  const { id, kind, org, at, zuid, attributes } = share;
  const { password_text: password, ...told } = attributes;
  return {
    id,
    type: kind,
    attributes: {
      ...told,
      ...(kind === 'links' && {
        link: `https://${deps.webHost(org)}/external/${id}`,
        is_password_protected: password !== undefined,
      }),
      ...(kind === 'permissions' && {
        permalink: `https://${deps.webHost(org)}/file/${share.resourceId}`,
      }),
      created_by_zuid: zuid,
      created_time_in_millisecond: toTime(world, at),
    },
    links: { self: `https://${deps.host(org, 'api')}/workdrive/api/v1/${kind}/${id}` },
  };
}
