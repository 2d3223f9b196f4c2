import { resource } from './workdrive-network.ts';

/** A request, as far as an office looks at it. */
export interface OfficeRequest {
  method: string;
  /** Below the base address. */
  path: string;
  query: URLSearchParams;
}

/**
 * What a WorkDrive without faults answers: two teams, team folders, a few folders and files. Every
 * item that is asked for by id is called `new` and lies in `dest`, as if all changes had come.
 * `undefined` is a 204.
 */
export function validAnswer({ method, path, query }: OfficeRequest): unknown {
  if (method === 'DELETE') return undefined;
  const route = routes.find(([verb, pattern]) => verb === method && pattern.test(path));
  if (route === undefined) return { errors: [{ id: 'R008', title: 'Unauthorized access' }] };
  return route[2](path.split('/')[1] ?? '', query);
}

// --- internal ---

type Route = [
  method: string,
  pattern: RegExp,
  body: (id: string, query: URLSearchParams) => unknown,
];

const named = (id: string, name: string, type: string) => ({ id, type, attributes: { name } });
const folder = (id: string) =>
  resource(id, { name: id, is_folder: true, type: 'folder', parent_id: 'tf' });
const last = { cursor: { has_next: false } };
const next = (token: string) => ({
  cursor: {
    has_next: true,
    next: `https://workdrive.zoho.eu/api/v1/files/x/files?page%5Bnext%5D=${token}&page%5Blimit%5D=1000`,
  },
});

function listing(id: string, query: URLSearchParams): unknown {
  if (id !== 'tf') return { data: [resource(`${id}-1`), resource(`${id}-2`)], links: last };
  return query.get('page[next]') === '0'
    ? { data: [folder('fa'), folder('fb'), resource('f1')], links: next('p2') }
    : { data: [resource('f2')], links: last };
}

const offsetPage = (query: URLSearchParams): unknown => ({
  data: query.get('page[offset]') === '0' ? [resource('t1'), resource('t2'), folder('t3')] : [],
});

const version = (number: string) => ({
  id: `v${number}`,
  type: 'versions',
  attributes: { version_number: number, size_in_bytes: 5, created_time_in_millisecond: 7 },
});
const link = (id: string) => ({
  id,
  type: 'links',
  attributes: { link_name: 'x', link: 'https://l' },
});
const permission = (id: string) => ({ id, type: 'permissions', attributes: { role_id: 5 } });
const change = (id: string) => ({ id, type: 'changes', attributes: { resource_id: id } });
const crumbs = ['tf', 'fa', 'item'].map((id) => ({ id, name: id }));

const routes: readonly Route[] = [
  [
    'GET',
    /^users\/me$/,
    () => ({ data: { id: '7', type: 'users', attributes: { edition: 'TEAM' } } }),
  ],
  [
    'GET',
    /^users\/\w+\/teams$/,
    () => ({ data: [named('t1', 'Mill', 'teams'), named('t2', 'Other', 'teams')] }),
  ],
  [
    'GET',
    /^users\/[\w-]+\/privatespace$/,
    () => ({ data: [named('ps', 'My Folders', 'privatespace')] }),
  ],
  [
    'GET',
    /^teams\/\w+$/,
    (id) => ({ data: resource(id, { name: 'Mill', parent_id: '-1' }, 'teams') }),
  ],
  ['GET', /^teams\/\w+\/currentuser$/, () => ({ data: { id: 't1-1', type: 'users' } })],
  [
    'GET',
    /^teams\/\w+\/(teamfolders|workspaces)$/,
    () => ({ data: [named('tf', 'Papers', 'x'), named('tg', 'More', 'x')] }),
  ],
  ['GET', /^teams\/\w+\/records$/, (_id, query) => offsetPage(query)],
  ['GET', /^(teamfolders|workspaces)\/\w+$/, (id) => ({ data: resource(id, {}, 'teamfolders') })],
  [
    'GET',
    /^(teamfolders|workspaces)\/\w+\/members$/,
    () => ({ data: [permission('m1'), permission('m2')] }),
  ],
  ['GET', /^(teamfolders|privatespace)\/\w+\/trashedfiles$/, (_id, query) => offsetPage(query)],
  ['GET', /^files\/\w+\/files$/, listing],
  ['GET', /^files\/\w+\/versions$/, () => ({ data: [version('2.0'), version('1.0')] })],
  ['GET', /^files\/\w+\/links$/, () => ({ data: [link('l1'), link('l2')] })],
  ['GET', /^files\/\w+\/permissions$/, () => ({ data: [permission('p1'), permission('p2')] })],
  [
    'GET',
    /^files\/\w+\/breadcrumbs$/,
    () => ({ data: [{ id: 'item-tf', type: 'breadcrumbs', attributes: { parent_ids: crumbs } }] }),
  ],
  [
    'GET',
    /^files\/tf$/,
    () => ({ data: resource('tf', { name: 'tf', parent_id: 't1' }, 'workspace') }),
  ],
  ['GET', /^files\/t1$/, () => ({ data: resource('t1', { name: 't1', parent_id: '-1' }, 'team') })],
  ['GET', /^files\/\w+$/, (id) => ({ data: resource(id, { name: 'new', parent_id: 'dest' }) })],
  [
    'GET',
    /^changes\/starttoken$/,
    () => ({ data: { id: 'x', attributes: { token: 'a', expires_in: 5 } } }),
  ],
  [
    'GET',
    /^changes$/,
    () => ({
      data: [change('c1'), change('c2')],
      links: { cursor: { has_next: false, next: 'b' } },
    }),
  ],
  ['POST', /^files$/, () => ({ data: folder('made') })],
  ['POST', /^files\/\w+\/copy$/, () => ({ data: [{ id: 'copy', type: 'files' }] })],
  ['POST', /^versions$/, () => ({ data: version('3.0') })],
  ['POST', /^links$/, () => ({ data: link('l3') })],
  ['PATCH', /^files$/, () => ({ data: [{ id: 'item', type: 'files' }] })],
  ['PATCH', /^files\/\w+$/, (id) => ({ data: resource(id, { name: 'new', status: undefined }) })],
];
