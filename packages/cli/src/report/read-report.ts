import path from 'node:path';
import { resolveDataCenter } from '@zohokit/zoho-auth';
import { createRedactor, type SharedStore } from '@zohokit/zoho-http';
import type { App } from '../app.ts';
import { regionOf } from '../config/org-settings.ts';
import { readSettings, type GivenSettings } from '../config/read-settings.ts';
import { secretsOfSettings } from '../config/secrets-of-settings.ts';
import type { SettingsSource } from '../config/settings-source.ts';
import { stateAddressOf } from '../config/state-address.ts';
import { harmless } from '../output/harmless.ts';
import { findRun, noSuchRun } from '../run/find-run.ts';
import { openOwnState } from '../run/open-own-state.ts';
import { readCrmTab } from './crm-tab.ts';
import { buildReport } from './build-report.ts';
import { createLinks, type Links } from './links.ts';
import type { Report } from './report.ts';
import { readRunFacts } from './run-facts.ts';

export interface ReadReportOptions {
  /** `last`, the id of a run, or the beginning of it. */
  asked: string;
  source: SettingsSource;
}

/**
 * Reads what the state of these settings and the log know of a run; asks Zoho nothing and changes
 * nothing. Settings that a run would refuse are no obstacle, unless they say where the state is.
 * Rejects with a `UsageError` when there is no such run, with a `TransferFailure` when there is no
 * state, with a `ConfigurationError` when it cannot be looked for.
 */
export async function readReport(
  { env, cwd, clock }: App,
  { asked, source }: ReadReportOptions,
): Promise<Report> {
  const given = await readSettings({ env, cwd, ...source });
  const redactor = createRedactor(secretsOfSettings(given));
  const address = stateAddressOf(given);
  const state = await openOwnState({ address, binding: undefined, clock, create: false });
  try {
    const { history } = state;
    const runs = await history.runs();
    const run = findRun(runs, asked);
    if (run === undefined) throw noSuchRun(runs, asked);
    const facts = await readRunFacts(path.join(address.home, 'logs'), run.id);
    return buildReport({
      run,
      lines: await history.lines(run.id),
      items: await history.items(run.id),
      waits: await history.waits(run.id),
      facts,
      links: await linksOf(given, facts.module, state.shared),
      clean: (text) => harmless(redactor.redact(text)),
    });
  } finally {
    await state.close();
  }
}

// --- internal ---

/** No addresses for an emulator's ids: Zoho would not know them. */
async function linksOf(
  given: GivenSettings,
  ran: string | undefined,
  shared: SharedStore,
): Promise<Links> {
  const region = (org: 'A' | 'B'): string | undefined => {
    if (given.values.ZOHO_EMULATOR_URL !== undefined) return undefined;
    try {
      return regionOf(given.values, org);
    } catch {
      // A setting that is wrong costs the links and not the report.
      return undefined;
    }
  };
  const { CRM_MODULE_API_NAME: named, ORG_A_CLIENT_ID: clientId = '' } = given.values;
  const [regionA, module] = [region('A'), ran ?? named];
  const tab =
    regionA === undefined || module === undefined
      ? undefined
      : await readCrmTab(shared, {
          dataCenter: resolveDataCenter(regionA).name,
          clientId,
          module,
        });
  return createLinks({ regionA, regionB: region('B'), tab });
}
