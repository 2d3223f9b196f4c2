import path from 'node:path';
import type { App } from '../app.ts';
import { settingsSource, sourceFlags } from '../config/settings-source.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { countOf } from '../output/count-of.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import { renderReport, reportMark } from '../report/render-report.ts';
import { csvMark, reportCsv } from '../report/report-csv.ts';
import { readReport } from '../report/read-report.ts';
import { mayWrite, writeWhole } from '../report/write-whole.ts';
import { runArgument } from '../run/resolve-run.ts';
import { readVersion } from '../version.ts';

const flags = {
  run: runArgument,
  out: {
    type: 'string',
    valueHint: 'FILE',
    description: 'The HTML file to write (report-RUN.html, unless --csv is given)',
  },
  csv: { type: 'string', valueHint: 'FILE', description: 'Write a row for each file, as CSV' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
  ...sourceFlags,
} as const;

/** `zohokit report`: what became of a run, as one HTML file that needs nothing else, or as CSV. */
export function createReportCommand(app: App): Command {
  return createCommand({
    name: 'report',
    description: 'Write what became of a run as one HTML file, or as CSV',
    args: flags,
    examples: [
      { line: 'report last', does: 'the latest run, into report-RUN.html' },
      { line: 'report last --out report.html --csv files.csv', does: 'both, where you want them' },
    ],
    async run({ args }) {
      const { out: asked, csv: csvFile, json } = args;
      const report = await readReport(app, { asked: args.run, source: settingsSource(args) });
      const named =
        csvFile === undefined
          ? `report-${report.run.id.replaceAll(/[^\w-]/g, '_')}.html`
          : undefined;
      const html = await target(app, '--out', asked ?? named, reportMark);
      const csv = await target(app, '--csv', csvFile, csvMark);
      const made = { now: app.clock.now(), release: `zohokit ${readVersion()}` };
      if (html !== undefined) await writeWhole('--out', html, renderReport(report, made));
      if (csv !== undefined) await writeWhole('--csv', csv, reportCsv(report));
      const { run, records, files, troubles } = report;
      const counts = { records: records.length, files: files.length, troubles: troubles.length };
      const result = { type: 'report', runId: run.id, html: html ?? null, csv: csv ?? null };
      const written = [html, csv].filter((file) => file !== undefined).join(' and ');
      const words = `${written}: ${countOf(counts.records, 'record')}, ${countOf(counts.files, 'file')}, ${counts.troubles} to look at`;
      app.out.write(
        `${json === true ? harmlessJson({ ...result, ...counts }) : harmless(words)}\n`,
      );
      return exitCodes.done;
    },
  });
}

// --- internal ---

async function target(
  { cwd }: App,
  flag: string,
  given: string | undefined,
  mark: string,
): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const file = path.resolve(cwd, given);
  await mayWrite(flag, file, mark);
  return file;
}
