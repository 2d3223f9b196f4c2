import { createHash } from 'node:crypto';
import { reportAsset } from '../report-asset.ts';
import { drawChart } from './draw-chart.ts';
import { instantOf } from './instant.ts';
import { Html, jsonBlock, markup } from './markup.ts';
import type { Report } from './report.ts';
import { headOf, tableOf, titleOf, totalsOf, troublesOf } from './report-sections.ts';

/** What every report begins with, so that it may be written over. */
export const reportMark = '<!doctype html>\n<html lang="en" data-zohokit-report>';

export interface RenderOptions {
  /** When it is made, milliseconds since the epoch. */
  now: number;
  /** What makes it, e.g. `zohokit 1.2.0`. */
  release: string;
}

/**
 * One file that needs nothing else: its own style and script, named in its policy by their digests, and
 * no address that a browser would ask.
 */
export function renderReport(report: Report, { now, release }: RenderOptions): string {
  const style = reportAsset('report.css');
  const script = reportAsset('report.js');
  const page = markup`<head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policyFor(style, script)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <link rel="icon" href="data:," />
    <title>zohokit: ${titleOf(report.run)}</title>
    ${inside('style', style)}
  </head>
  <body>
    ${report.files.length === 0 ? undefined : markup`<a class="skip" href="#files">To the files</a>`}
    <main>
      ${headOf(report)} ${totalsOf(report)}
      <section aria-labelledby="troubles-title">
        <h2 id="troubles-title">What needs a look</h2>
        ${troublesOf(report)}
      </section>
      <section aria-labelledby="chart-title">
        <h2 id="chart-title">Throughput and waits</h2>
        ${drawChart(report)}
      </section>
      ${report.records.length === 0 ? undefined : tableOf('records', 'Records')}
      ${report.files.length === 0 ? undefined : tableOf('files', 'Files')}
    </main>
    <footer>Made by ${release} on ${instantOf(now)}. ${report.run.hasLog ? '' : noLog}</footer>
    <script type="application/json" id="data">
      ${dataOf(report)}
    </script>
    ${inside('script', script)}
  </body>
</html>
`;
  return `${reportMark}\n${page.text}`;
}

// --- internal ---

const noLog = 'The log of the run was not found here: reasons and candidates are missing.';

function policyFor(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src '${digestOf(style)}'`,
    `script-src '${digestOf(script)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Not a blank more: the digest is of all that stands in the element. */
function inside(element: 'style' | 'script', text: string): Html {
  return new Html(`<${element}>${text}</${element}>`);
}

function dataOf({ records, files }: Report): Html {
  const urlOf = new Map(records.map(({ id, url }) => [id, url]));
  return jsonBlock({
    records: records.map((record) => [
      [record.id, record.url],
      [record.folderName, record.folderUrl],
      record.status,
      record.discovered,
      record.transferred,
      record.failed,
      record.at,
      record.message,
    ]),
    files: files.map((file) => [
      [file.path, file.url],
      [file.recordId, urlOf.get(file.recordId)],
      file.status,
      file.size ?? null,
      file.durationMs ?? null,
      file.at,
      file.message,
      [file.storedName, undefined],
      file.md5,
    ]),
  });
}
