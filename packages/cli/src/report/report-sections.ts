import { describeBytes } from '../output/describe-bytes.ts';
import { describeDuration } from '../output/describe-duration.ts';
import { nameExitCode } from '../announce/what-to-do.ts';
import { instantOf } from './instant.ts';
import { levelOfRecord } from './find-troubles.ts';
import { markup, type Html } from './markup.ts';
import type { Report, ReportedRun, Trouble } from './report.ts';

/** What a run is called. */
export function titleOf({ startedAt, id }: ReportedRun): string {
  return startedAt === undefined ? `run ${id}` : `run of ${instantOf(startedAt)}`;
}

/** The run as a whole. */
export function headOf({ run, troubles: found }: Report): Html {
  const { startedAt, endedAt, exitCode, module, orgA, orgB } = run;
  const isFine = exitCode === 0 && found.every(({ level }) => level !== 'error');
  const verdict = exitCode === undefined ? 'not ended' : isFine ? 'done' : 'needs a look';
  const facts: [string, string | undefined][] = [
    ['Run', run.id],
    ['Began', startedAt === undefined ? undefined : instantOf(startedAt)],
    ['Ended', endedAt === undefined ? 'its end was not told' : instantOf(endedAt)],
    [
      'Took',
      startedAt === undefined || endedAt === undefined
        ? undefined
        : describeDuration(endedAt - startedAt),
    ],
    ['Exit code', exitCode === undefined ? undefined : nameExitCode(exitCode)],
    ['Module', module],
    ['Into', orgA],
    ['From', orgB],
  ];
  const shown = facts.flatMap(([name, value]) =>
    value === undefined
      ? []
      : [
          markup`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
        ],
  );
  return markup`<header>
    <h1>
      ${titleOf(run).replace('run', 'Run')}
      <span class="tag ${isFine ? 'good' : 'bad'}">${verdict}</span>
    </h1>
    <dl class="facts">${shown}</dl>
  </header>`;
}

/** How many records and files came to what. */
export function totalsOf({ records, files }: Report): Html {
  const stored = files.filter(({ status }) => status === 'transferred');
  const bytes = stored.reduce((sum, { size = 0 }) => sum + size, 0);
  const before = files.filter(({ status }) => status === 'already-transferred').length;
  const failed = files.filter(({ status }) => ['failed', 'uncertain', 'stale'].includes(status));
  const byStatus = new Map<string, number>();
  for (const { status } of records) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  const card = (value: string | number, name: string, tone = ''): Html =>
    markup`<li class="${tone}"><b>${value}</b> ${name}</li>`;
  return markup`<section aria-label="Totals">
    <ul class="totals">
      ${card(records.length, records.length === 1 ? 'record' : 'records')}${[...byStatus].map(([status, count]) => card(count, `${count === 1 ? 'record' : 'records'} ${status}`, toneOf(status)))}
      ${card(stored.length, 'files transferred', 'good')}${before > 0 ? card(before, 'stored before') : undefined}
      ${card(failed.length, 'files failed', failed.length > 0 ? 'bad' : '')}${card(describeBytes(bytes), 'moved')}
    </ul>
  </section>`;
}

function toneOf(status: string): string {
  const level = levelOfRecord(status);
  return level === undefined ? 'good' : level === 'error' ? 'bad' : 'warn';
}

/** What a person should know, the worst first. */
export function troublesOf({ troubles: found, records }: Report): Html {
  if (found.length === 0)
    return markup`<p class="calm">
      ${records.length === 0 ? 'Nothing: no record asked for a transfer.' : 'Nothing: every record ended well.'}
    </p>`;
  const rest = found.slice(atOnce, mostTroubles);
  const more = found.length - mostTroubles;
  return markup`${found.length > fewTroubles ? kindsOf(found) : undefined}
    <ol class="troubles">
      ${found.slice(0, atOnce).map(trouble)}
    </ol>
    ${
      rest.length === 0
        ? undefined
        : markup`<details>
            <summary>${found.length - atOnce} more</summary>
            <ol class="troubles" start="${atOnce + 1}">
              ${rest.map(trouble)}
            </ol>
            ${more > 0 ? markup`<p>and ${more} more, in the tables below</p>` : undefined}
          </details>`
    }`;
}

/** Filled by the script, a page at a time: ten thousand rows at once are too much for a phone. */
export function tableOf(id: string, title: string): Html {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <noscript
      ><p>This table needs scripts. zohokit report --csv writes the same as a table.</p></noscript
    >
    <div class="controls" hidden>
      <label>Search <input type="search" autocomplete="off" /></label
      ><label
        >What became of it
        <select class="status">
          <option value="">everything</option>
        </select></label
      ><label class="narrow"
        >Sort by
        <select class="sort"></select
      ></label>
    </div>
    <div class="wide" tabindex="0" role="region" aria-labelledby="${id}-title">
      <table class="rows" role="table">
        <thead role="rowgroup"></thead>
        <tbody role="rowgroup"></tbody>
      </table>
    </div>
    <div class="pager" hidden>
      <button type="button" class="before">Before</button> <span role="status"></span>
      <button type="button" class="next">Next</button>
    </div>
  </section>`;
}

// --- internal ---

/** So many are seen without a click; what is beyond the most is in the tables, which can be filtered. */
const atOnce = 20;
const mostTroubles = 200;
/** More than fit on a screen: then what there is of each kind stands first. */
const fewTroubles = 5;

/** How many of each kind, so that fifty files with one cause hide nothing else. */
function kindsOf(found: readonly Trouble[]): Html {
  const counts = new Map<string, { level: Trouble['level']; count: number }>();
  for (const { status, level } of found)
    counts.set(status, { level, count: (counts.get(status)?.count ?? 0) + 1 });
  return markup`<p class="kinds">
    ${[...counts].map(
      ([status, { level, count }]) =>
        markup`<span class="tag ${level === 'error' ? 'bad' : 'warn'}">${count} ${status}</span> `,
    )}
  </p>`;
}

function trouble(found: Trouble): Html {
  const { level, status, subject, url, cause, fix, candidates, recordId } = found;
  const rows = candidates.map(
    ({ id, name, location, url: to }) =>
      markup`<tr>
        <td>${link(to, name)}</td>
        <td>${location}</td>
        <td><code>${recordId === undefined ? id : `zohokit pin ${recordId} ${id}`}</code></td>
      </tr>`,
  );
  return markup`<li class="${level}">
    <h3>
      <span class="tag ${level === 'error' ? 'bad' : 'warn'}">${status}</span> ${link(url, subject)}
    </h3>
    ${cause === '' ? undefined : markup`<p>${cause}</p>`}
    <p><b>Fix:</b> ${fix}</p>
    ${
      rows.length === 0
        ? undefined
        : markup`<div class="wide">
            <table class="candidates">
              <caption>
                Folders that may be meant
              </caption>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Where</th>
                  <th scope="col">Choose it with</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }
  </li>`;
}

function link(url: string | undefined, text: string): Html {
  return url === undefined
    ? markup`${text}`
    : markup`<a href="${url}" target="_blank" rel="noopener noreferrer">${text}</a>`;
}
