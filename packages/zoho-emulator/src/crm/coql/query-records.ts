import { toCrmError, toRefusal } from '../../refusals.ts';
import type { EmulatedAnswer } from '../../seam.ts';
import type { CrmModule } from '../crm-module.ts';
import { type CrmCall, settingsScopes } from '../crm-route.ts';
import { permitsModule } from '../crm-scopes.ts';
import type { CustomViews } from '../metadata/custom-views.ts';
import { permits } from '../../scopes.ts';
import { reweigh } from '../meter/crm-gate.ts';
import { describeColumns } from './coql-meta.ts';
import { CoqlError } from './coql-error.ts';
import { coqlCredits } from './coql-limits.ts';
import { parseCoql } from './parse-coql.ts';
import { readCoqlBody } from './coql-body.ts';
import { createResolve, runCoql } from './run-coql.ts';

/** `POST /crm/v8/coql`. Besides its own scope it needs READ of the modules that are queried. */
export async function queryRecords(call: CrmCall, views: CustomViews): Promise<EmulatedAnswer> {
  const body = readCoqlBody(await call.request.json());
  if ('status' in body) return body;
  if (body.includeFields && !permits(scopesOf(call), [settingsScopes('fields', 'READ')])) {
    return toRefusal('crm', 'scope-missing');
  }
  try {
    return answer(call, views, body);
  } catch (error) {
    if (error instanceof ModuleForbidden) return toRefusal('crm', 'scope-missing');
    if (!(error instanceof CoqlError)) throw error;
    return toCrmError(400, error.code, error.message, error.details);
  }
}

// --- internal ---

class ModuleForbidden extends Error {}

function answer(
  call: CrmCall,
  views: CustomViews,
  { text, includeFields }: { text: string; includeFields: boolean },
): EmulatedAnswer {
  const { org, world } = call;
  const { coqlWhereMandatory, coqlIgnoresCase } = world.deps.profile();
  const query = parseCoql(text, { whereMandatory: coqlWhereMandatory });
  const refused = reweigh(call.request, { credits: coqlCredits(query.limit), heavy: true });
  if (refused) return refused;
  const scope = { modules: org.modules, directory: world.directory.of(org.key) };
  const module = (name: string): CrmModule => findModule(call, name);
  const { rows, moreRecords } = runCoql(query, {
    scope,
    module,
    view: (one, cvid) => views.find(org, one, cvid),
    ignoresCase: coqlIgnoresCase,
  });
  if (rows.length === 0) return { status: 204 };
  const info = { count: rows.length, more_records: moreRecords };
  if (!includeFields) return { status: 200, json: { data: rows, info } };
  const fields = describeColumns(call, query.columns, createResolve(scope, module(query.module)));
  return { status: 200, json: { data: rows, fields, info } };
}

function findModule(call: CrmCall, name: string): CrmModule {
  const module = call.org.modules.get(name);
  if (!module) {
    throw new CoqlError('INVALID_MODULE', 'the given module is not supported in api');
  }
  if (!permitsModule(scopesOf(call), module, 'READ')) throw new ModuleForbidden();
  return module;
}

function scopesOf({ context }: CrmCall): ReadonlySet<string> {
  return context.caller.scopes;
}
