import path from 'node:path';
import { openState } from '@zohokit/state';
import { createRedactor } from '@zohokit/zoho-http';
import type { App } from '../app.ts';
import { regionOf } from '../config/org-settings.ts';
import { readSettings, type GivenSettings } from '../config/read-settings.ts';
import { harmless } from '../output/harmless.ts';
import { buildReport } from './build-report.ts';
import { findRun } from './find-run.ts';
import { createLinks, type Links } from './links.ts';
import type { Report } from './report.ts';
import { readRunFacts } from './run-facts.ts';

export interface ReadReportOptions {
  /** `last`, the id of a run, or the beginning of it. */
  asked: string;
  /** Instead of `.env` in the working directory. */
  envFile: string | undefined;
}

/**
 * Reads what the state of this folder and the log know of a run; asks Zoho nothing and changes nothing.
 * Settings that a run would refuse are no obstacle. Rejects with a `UsageError` when there is no such
 * run, with a `TransferFailure` when there is no state.
 */
export async function readReport(
  { env, cwd }: App,
  { asked, envFile }: ReadReportOptions,
): Promise<Report> {
  const given = await readSettings({ env, cwd, envFile });
  const base = given.fileExists ? path.dirname(given.file) : cwd;
  const home = path.resolve(base, given.values.ZOHOKIT_HOME ?? '.zohokit');
  const redactor = createRedactor(secretsIn(given));
  const state = await openState({ directory: home, create: false });
  try {
    const { history } = state;
    const run = findRun(await history.runs(), asked);
    const facts = await readRunFacts(path.join(home, 'logs'), run.id);
    return buildReport({
      run,
      lines: await history.lines(run.id),
      items: await history.items(run.id),
      waits: await history.waits(run.id),
      facts,
      links: linksOf(given, facts.module),
      clean: (text) => harmless(redactor.redact(text)),
    });
  } finally {
    await state.close();
  }
}

// --- internal ---

/** What must never be shown, as far as the settings have it. */
function secretsIn({ values }: GivenSettings): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    /_(?:CLIENT_SECRET|REFRESH_TOKEN|TOKEN_KEY)$|^HTTPS?_PROXY$/.test(name) && value.length > 7
      ? [value]
      : [],
  );
}

/** No addresses for an emulator's ids: Zoho would not know them. */
function linksOf(given: GivenSettings, module: string | undefined): Links {
  const region = (org: 'A' | 'B'): string | undefined => {
    if (given.values.ZOHO_EMULATOR_URL !== undefined) return undefined;
    try {
      return regionOf(given.values, org);
    } catch {
      // A setting that is wrong costs the links and not the report.
      return undefined;
    }
  };
  return createLinks({
    regionA: region('A'),
    regionB: region('B'),
    module: module ?? given.values.CRM_MODULE_API_NAME,
  });
}
