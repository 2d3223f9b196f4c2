import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmOrg } from '../crm-org.ts';
import type { CrmCall } from '../crm-route.ts';
import { toCrmTime, toZoneName } from '../crm-time.ts';
import type { CrmUser, OrgDirectory } from './org-directory.ts';
import { invalidParameter, invalidPathId, modifiedSince, onlyNewer } from './settings-query.ts';

/** `GET /crm/v8/users`: by type, a page at a time (Zoho doc: get-users). */
export function listUsers(call: CrmCall): EmulatedAnswer {
  const { org, world, request } = call;
  const { query } = request;
  const directory = world.directory.of(org.key);
  const type = query.get('type') ?? 'AllUsers';
  const belongs = Object.hasOwn(types, type) ? types[type] : undefined;
  if (!belongs) return invalidParameter('type', Object.keys(types));
  const page = toNumber(query.get('page') ?? '1', Number.MAX_SAFE_INTEGER);
  if (page === undefined) return notMatched('page');
  const perPage = toNumber(query.get('per_page') ?? '200', 200);
  if (perPage === undefined) return notMatched('per_page');
  const ids = query.get('ids')?.split(',');
  if (ids && ids.length > maxIds) {
    const details = { limit: maxIds, param_name: 'ids' };
    return toCrmError(400, 'LIMIT_EXCEEDED', 'ids limit exceeded', details);
  }
  const context = { org, directory };
  const wanted = directory.users.filter(
    (user) => belongs(user, context) && (ids === undefined || ids.includes(user.id)),
  );
  const rows = onlyNewer(wanted, modifiedSince(call));
  if ('status' in rows) return rows;
  const shown = rows.slice((page - 1) * perPage, page * perPage);
  if (shown.length === 0) return { status: 204 };
  const info = {
    per_page: perPage,
    count: shown.length,
    page,
    more_records: rows.length > page * perPage,
  };
  const users = shown.map((user) => toUserWire(org, directory, user));
  return { status: 200, json: { users, info } };
}

/** `GET /crm/v8/users/{id}`. */
export function getUser({ org, world, request }: CrmCall): EmulatedAnswer {
  const id = request.params['id'] ?? '';
  if (!/^\d+$/.test(id)) return invalidPathId(1);
  const directory = world.directory.of(org.key);
  const user = directory.users.find((one) => one.id === id);
  if (!user) return { status: 204 };
  return { status: 200, json: { users: [toUserWire(org, directory, user)] } };
}

// --- internal ---

const maxIds = 100;

interface Context {
  org: CrmOrg;
  directory: OrgDirectory;
}

const isActive = ({ status }: CrmUser): boolean => status === 'active';
const isAdmin = ({ profileId }: CrmUser, { directory }: Context): boolean =>
  directory.profiles.find(({ id }) => id === profileId)?.name === 'Administrator';

const types: Record<string, (user: CrmUser, context: Context) => boolean> = {
  AllUsers: () => true,
  ActiveUsers: isActive,
  AllActiveUsers: isActive,
  DeactiveUsers: ({ status }) => status === 'inactive',
  DeletedUsers: ({ status }) => status === 'deleted',
  ConfirmedUsers: ({ confirmed }) => confirmed,
  NotConfirmedUsers: ({ confirmed }) => !confirmed,
  ActiveConfirmedUsers: (user) => isActive(user) && user.confirmed,
  AdminUsers: isAdmin,
  ActiveConfirmedAdmins: (user, context) =>
    isActive(user) && user.confirmed && isAdmin(user, context),
  CurrentUser: ({ id }, { org }) => id === org.user.id,
  DeveloperUsers: () => false,
  ActiveLiteUser: () => false,
};

function toUserWire(
  org: CrmOrg,
  { roles, profiles }: OrgDirectory,
  user: CrmUser,
): Record<string, unknown> {
  const [first = '', ...rest] = user.name.split(' ');
  const by = { name: org.user.name, id: org.user.id };
  return {
    ...unset,
    ...preferences,
    id: user.id,
    full_name: user.name,
    // A single name is a last name, which alone is mandatory.
    first_name: rest.length === 0 ? null : first,
    last_name: rest.length === 0 ? first : rest.join(' '),
    email: user.email,
    status: user.status,
    confirm: user.confirmed,
    zuid: user.confirmed ? user.zuid : null,
    role: nameAndId(roles, user.roleId),
    profile: nameAndId(profiles, user.profileId),
    time_zone: toZoneName(org.timeZone),
    created_by: by,
    created_time: toCrmTime(user.createdAt, org.timeZone),
    Modified_By: by,
    Modified_Time: toCrmTime(user.modifiedAt, org.timeZone),
    type__s: 'Regular User',
    Isonline: user.id === org.user.id,
  };
}

const unset = {
  alias: null,
  phone: null,
  mobile: null,
  fax: null,
  website: null,
  street: null,
  city: null,
  state: null,
  zip: null,
  country: null,
  dob: null,
  signature: null,
  Reporting_To: null,
  status_reason__s: null,
  Current_Shift__s: null,
  $current_shift: null,
  $next_shift: null,
  $shift_effective_from: null,
};

const preferences = {
  locale: 'en_US',
  country_locale: 'en_US',
  language: 'en_US',
  date_format: 'MM/dd/yyyy',
  time_format: 'hh:mm a',
  decimal_separator: 'Period',
  number_separator: 'Comma',
  name_format__s: 'Salutation,First Name,Last Name',
  sort_order_preference__s: 'First Name,Last Name',
  default_tab_group: '0',
  category: 'regular_user',
  microsoft: false,
  personal_account: false,
  offset: 0,
};

function nameAndId(
  things: readonly { id: string; name: string }[],
  id: string,
): { name: string; id: string } | null {
  const thing = things.find((one) => one.id === id);
  return thing ? { name: thing.name, id } : null;
}

function toNumber(text: string, maximum: number): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= maximum ? value : undefined;
}

function notMatched(name: string): EmulatedAnswer {
  return toCrmError(
    400,
    'PATTERN_NOT_MATCHED',
    'Please check whether the input values are correct',
    { param_name: name },
  );
}
