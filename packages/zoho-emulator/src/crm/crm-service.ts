import type { EmulatorClock } from '../clock.ts';
import type { Ids } from '../random.ts';
import { toCrmError, toRefusal } from '../refusals.ts';
import { SeedError, type OrgSeed } from '../seed.ts';
import type { EmulatedAnswer, EmulatedRequest, OrgKey, Route, RouteContext } from '../seam.ts';
import type { EmulatedUser, SeededDrive } from '../service.ts';
import { type CrmModule, type CrmRecord, compareIds } from './crm-module.ts';
import { type CrmOrg, createCrmOrg } from './crm-org.ts';
import { type ModuleOperation, permitsModule } from './crm-scopes.ts';
import { listRecords, pickFields } from './list-records.ts';
import { createPageTokens } from './page-tokens.ts';
import { queryRecords } from './query-records.ts';
import {
  getModule,
  getOrg,
  invalidModule,
  listFields,
  listModules,
  listUsers,
} from './settings.ts';
import { insertRecords, updateRecords } from './write-records.ts';
import { updateRow } from './write-rows.ts';

/** CRM v8 of both orgs, behind the server. */
export interface CrmService {
  routes: Route[];
  /** Builds the org's CRM. Throws a `SeedError` for a value that does not fit its field. */
  seed(org: OrgKey, seed: OrgSeed, drive: SeededDrive): void;
  /** Copies of all records of a module, by id. Throws when the org has no such module. */
  records(org: OrgKey, module: string): CrmRecord[];
  /**
   * Changes a record as a person at the screen would, and moves its `Modified_Time`.
   * Throws when there is no such record or a value does not fit.
   */
  update(org: OrgKey, module: string, id: string, changes: Record<string, unknown>): CrmRecord;
}

export interface CrmServiceDeps {
  clock: EmulatorClock;
  ids: Ids;
  user: (org: OrgKey) => EmulatedUser;
}

export function createCrmService({ clock, ids, user }: CrmServiceDeps): CrmService {
  const orgs = new Map<OrgKey, CrmOrg>();
  const tokens = createPageTokens(clock, ids);

  const find = (key: OrgKey, name: string): { org: CrmOrg; module: CrmModule } => {
    const org = orgs.get(key);
    const module = org?.modules.get(name);
    if (!org || !module) throw new Error(`Org ${key} has no module "${name}"`);
    return { org, module };
  };

  return {
    routes: createRoutes({
      org: ({ caller }) => {
        const org = orgs.get(caller.org);
        if (!org) throw new Error(`Org ${caller.org} was not seeded`);
        return org;
      },
      list: (org, module, request) => listRecords(org, module, request, tokens),
      ids,
    }),
    seed(key, seed, drive) {
      orgs.set(key, createCrmOrg({ seed, drive, user: user(key), clock, ids }));
    },
    records(key, name) {
      const records = [...find(key, name).module.records.values()];
      return structuredClone(records).toSorted((one, other) => compareIds(one.id, other.id));
    },
    update(key, name, id, changes) {
      const { org, module } = find(key, name);
      const result = updateRow(org, module, { ...changes, id }, { index: 0 });
      const record = module.records.get(id);
      if (result.status === 'error' || !record) {
        throw new SeedError([`${name} ${id}: ${result.message} ${JSON.stringify(result.details)}`]);
      }
      return structuredClone(record);
    },
  };
}

// --- internal ---

type Handle = Route['handle'];

interface RouteTools {
  org: (context: RouteContext) => CrmOrg;
  list: (org: CrmOrg, module: CrmModule, request: EmulatedRequest) => EmulatedAnswer;
  ids: Ids;
}

function createRoutes({ org, list, ids }: RouteTools): Route[] {
  /** Finds the module and checks the scope; module scopes carry the module's name. */
  const onModule =
    (
      operation: ModuleOperation,
      handle: (
        call: { org: CrmOrg; module: CrmModule; id: string },
        ...seam: Parameters<Handle>
      ) => EmulatedAnswer | Promise<EmulatedAnswer>,
    ): Handle =>
    (request, context) => {
      const { module: name = '', id = '' } = request.params;
      const module = org(context).modules.get(name);
      if (!module) return invalidModule;
      if (!permitsModule(context.caller.scopes, module, operation)) {
        return toRefusal('crm', 'scope-missing');
      }
      return handle({ org: org(context), module, id }, request, context);
    };
  const read = onModule('READ', (call, request) => list(call.org, call.module, request));
  const update = onModule('UPDATE', (call, request, context) =>
    updateRecords({ ...call, request, context }, call.id || undefined),
  );
  const insert = onModule('CREATE', (call, request, context) =>
    insertRecords({ ...call, request, context }, ids),
  );
  const get = onModule('READ', ({ module, id }, { query }) => getRecord(module, id, query));

  return [
    route('POST', '/coql', ['ZohoCRM.coql.READ'], (request, context) =>
      queryRecords(org(context), request, context.caller),
    ),
    route('GET', '/settings/modules', settings('modules'), (_, at) => listModules(org(at))),
    route('GET', '/settings/modules/(?<name>[^/]+)', settings('modules'), ({ params }, at) =>
      getModule(org(at), params['name'] ?? ''),
    ),
    route('GET', '/settings/fields', settings('fields'), (request, at) =>
      listFields(org(at), request),
    ),
    route('GET', '/users', ['ZohoCRM.users.READ'], (_, at) => listUsers(org(at))),
    route('GET', '/org', ['ZohoCRM.org.READ'], (_, at) => getOrg(org(at))),
    route('GET', '/(?<module>\\w+)', [], read),
    route('POST', '/(?<module>\\w+)', [], insert),
    route('PUT', '/(?<module>\\w+)', [], update),
    route('GET', '/(?<module>\\w+)/(?<id>[^/]*\\d[^/]*)', [], get),
    route('PUT', '/(?<module>\\w+)/(?<id>[^/]*\\d[^/]*)', [], update),
  ];
}

function route(method: string, path: string, anyOf: string[], handle: Handle): Route {
  const scopes = anyOf.length === 0 ? [] : [anyOf];
  return { method, hosts: ['api'], pattern: new RegExp(`^/crm/v8${path}$`), scopes, handle };
}

function settings(part: string): string[] {
  return ['ZohoCRM.settings.READ', `ZohoCRM.settings.${part}.READ`];
}

function getRecord(module: CrmModule, id: string, query: URLSearchParams): EmulatedAnswer {
  if (!/^\d+$/.test(id)) {
    return toCrmError(400, 'INVALID_DATA', 'the id given seems to be invalid', {
      resource_path_index: 1,
    });
  }
  const record = module.records.get(id);
  if (!record) return { status: 204 };
  const fields = query.get('fields')?.split(',') ?? [...module.fields.keys()];
  return { status: 200, json: { data: [pickFields(record, fields)] } };
}
