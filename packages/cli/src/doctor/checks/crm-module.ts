import { isZohoError } from '@zohokit/zoho-http';
import { guessCrmTab, keepCrmTab } from '../../report/crm-tab.ts';
import { nearestName } from '../../nearest-name.ts';
import { failed, ok, warning, type Check, type Finding } from '../check.ts';
import { findingOfError, scopeFix } from '../finding-of-error.ts';
import type { OrgWorkup, Workup } from '../workup.ts';

/** The module exists, under this API name, and its records may be changed. */
export const crmModuleCheck: Check = {
  name: 'crm-module',
  needs: ['crm'],
  async run(workup) {
    const { config, orgs, fields } = workup;
    const { signal } = workup.app;
    const { module } = config.get().crm;
    const { crm } = orgs.A.get();
    try {
      fields.set(await crm.fields(module, signal));
    } catch (error) {
      if (!isZohoError(error)) throw error;
      if (error.kind === 'bad-request') return await unknownModule(module, crm, signal);
      if (error.kind !== 'scope')
        return findingOfError(error, { about: module, fix: '', org: 'A' });
      return await withoutMetadata(module, crm, { signal, fix: scopeFix(error, 'A') });
    }
    await keepTab(workup);
    return ok(`CRM has the module ${module}`);
  },
};

// --- internal ---

const nameFix =
  'set CRM_MODULE_API_NAME to an API name (CRM: Setup > Developer Hub > APIs and SDKs > API names)';

async function unknownModule(
  module: string,
  crm: OrgWorkup['crm'],
  signal: AbortSignal,
): Promise<Finding> {
  const names = await crm
    .modules(signal)
    .then((modules) => modules.filter(({ isUsable }) => isUsable))
    .catch((error: unknown) => {
      if (isZohoError(error)) return [];
      throw error;
    });
  const labelled = names.find(({ label }) => label.toLowerCase() === module.toLowerCase());
  const nearest =
    labelled?.apiName ??
    nearestName(
      module,
      names.map(({ apiName }) => apiName),
    );
  return failed(
    `CRM has no module with the API name ${module} (CRM_MODULE_API_NAME)`,
    nearest === undefined ? nameFix : `set CRM_MODULE_API_NAME=${nearest}, if that is meant`,
  );
}

/** For the addresses in reports, which ask Zoho nothing. Where it cannot be had, they guess. */
async function keepTab({ config, orgs, state, app: { signal } }: Workup): Promise<void> {
  const { orgA, crm } = config.get();
  const { dataCenter, clientId } = orgA;
  try {
    const modules = await orgs.A.get().crm.modules(signal);
    const found = modules.find(({ apiName }) => apiName === crm.module);
    if (found === undefined || !state.isKnown) return;
    const tab = found.systemName === crm.module ? guessCrmTab(crm.module) : found.systemName;
    await keepCrmTab(state.get().shared, { dataCenter, clientId, module: crm.module }, tab);
  } catch (error) {
    if (!isZohoError(error)) throw error;
  }
}

/** Without the scope for metadata the records alone can tell whether the module exists. */
async function withoutMetadata(
  module: string,
  crm: OrgWorkup['crm'],
  { signal, fix }: { signal: AbortSignal; fix: string },
): Promise<Finding> {
  try {
    await crm.creditsLeft(module, signal);
    return warning(`CRM has the module ${module}; its fields cannot be looked at`, fix);
  } catch (error) {
    if (isZohoError(error) && error.kind === 'bad-request')
      return failed(`CRM has no module with the API name ${module} (CRM_MODULE_API_NAME)`, nameFix);
    return findingOfError(error, { about: `module ${module}`, fix, org: 'A' });
  }
}
