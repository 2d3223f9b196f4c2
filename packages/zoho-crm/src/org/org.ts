import {
  paginate,
  parseResponse,
  pathSegment,
  ZohoError,
  type CallOptions,
} from '@zohokit/zoho-http';
import { toCall } from '../call-options.ts';
import { scopesFor, type CrmMethod } from '../scopes.ts';
import type { CrmService } from '../service.ts';
import { crmId } from '../crm-id.ts';
import { getOrg, type CrmOrg } from './get-org.ts';
import {
  WireProfiles,
  WireRoles,
  WireUsers,
  type CrmProfile,
  type CrmRole,
  type CrmUser,
} from './org-wire.ts';

/** Which users (Zoho doc: get-users). */
export type CrmUserType =
  | 'AllUsers'
  | 'ActiveUsers'
  | 'DeactiveUsers'
  | 'ConfirmedUsers'
  | 'NotConfirmedUsers'
  | 'DeletedUsers'
  | 'ActiveConfirmedUsers'
  | 'AdminUsers'
  | 'ActiveConfirmedAdmins'
  | 'CurrentUser';

/** The organisation and its people. */
export interface Org {
  /** Name, number, edition: see `editionLimits` for what it allows. */
  get(options?: CallOptions): Promise<CrmOrg>;
  /** Every user of a type, page by page. */
  users(
    options?: CallOptions & { type?: CrmUserType | undefined },
  ): AsyncGenerator<CrmUser, void, undefined>;
  /** One user; rejects with `not-found` when there is none. */
  user(id: string, options?: CallOptions): Promise<CrmUser>;
  /** The user of the connection, whose `time_zone` decides the offset of every instant read. */
  currentUser(options?: CallOptions): Promise<CrmUser>;
  /** Every role of the organisation; none is an empty list. */
  roles(options?: CallOptions): Promise<CrmRole[]>;
  /** Rejects with `not-found` when there is none. */
  role(id: string, options?: CallOptions): Promise<CrmRole>;
  /** Every profile, without permissions; none is an empty list. */
  profiles(options?: CallOptions): Promise<CrmProfile[]>;
  /** With its permissions; rejects with `not-found` when there is none. */
  profile(id: string, options?: CallOptions): Promise<CrmProfile>;
}

/** Makes the questions about the organisation and its people. */
export function createOrg(service: CrmService): Org {
  const get = async (
    path: string,
    method: CrmMethod,
    options: CallOptions = {},
    query: Record<string, string | number> = {},
  ): Promise<unknown> => {
    const { json } = await service.http.json({
      ...toCall(options),
      url: `${service.baseUrl}/${path}`,
      query,
      scopes: scopesFor(method, '{module}'),
      gates: service.credits(1),
    });
    return json;
  };
  const users = async (path: string, options?: CallOptions, query?: Record<string, string>) =>
    toList(WireUsers, await get(path, 'org.users', options, query), 'CRM users')?.users ?? [];
  const roles = async (path: string, options?: CallOptions) =>
    toList(WireRoles, await get(path, 'org.roles', options), 'CRM roles')?.roles ?? [];
  const profiles = async (path: string, options?: CallOptions) =>
    toList(WireProfiles, await get(path, 'org.profiles', options), 'CRM profiles')?.profiles ?? [];

  return {
    get: (options) => getOrg(service, options),
    users: ({ type = 'AllUsers', ...options } = {}) =>
      paginate(async (page = '1') => {
        const json = await get('users', 'org.users', options, { type, page, per_page: 200 });
        const read = toList(WireUsers, json, 'CRM users');
        const more = read?.info?.more_records === true && read.users.length > 0;
        return { items: read?.users ?? [], ...(more && { next: String(Number(page) + 1) }) };
      }),
    user: async (id, options) => only(await users(`users/${segment(id)}`, options), 'user', id),
    currentUser: async (options) =>
      only(await users('users', options, { type: 'CurrentUser' }), 'user', 'of this connection'),
    roles: (options) => roles('settings/roles', options),
    role: async (id, options) =>
      only(await roles(`settings/roles/${segment(id)}`, options), 'role', id),
    profiles: (options) => profiles('settings/profiles', options),
    profile: async (id, options) =>
      only(await profiles(`settings/profiles/${segment(id)}`, options), 'profile', id),
  };
}

// --- internal ---

/** 204 is an empty list. */
function toList<Schema extends Parameters<typeof parseResponse>[0]>(
  schema: Schema,
  json: unknown,
  what: string,
): ReturnType<typeof parseResponse<Schema>> | undefined {
  return json === undefined ? undefined : parseResponse(schema, json, what);
}

function segment(id: string): string {
  return pathSegment(crmId(id));
}

function only<T>(all: readonly T[], what: string, id: string): T {
  const [one] = all;
  if (one !== undefined) return one;
  throw new ZohoError(`CRM has no ${what} ${id}`, { kind: 'not-found' });
}
