import { describeBytes } from '../output/describe-bytes.ts';
import { describeDuration } from '../output/describe-duration.ts';
import { countOf } from '../output/count-of.ts';
import { instantOf } from './instant.ts';
import { markup, type Html } from './markup.ts';
import type { Report, ReportedWait } from './report.ts';
import { throughputOf } from './throughput.ts';

/** Throughput and waits over the time of a run, with the waits as a table for those who do not see it. */
export function drawChart(report: Report): Html {
  const throughput = throughputOf(report);
  if (throughput === undefined) return markup`<p>Nothing says when the run was.</p>`;
  const { from, to, rates } = throughput;
  const top = Math.max(0, ...rates);
  if (top === 0 && report.waits.length === 0)
    return markup`<p>Nothing was moved, and nothing was waited for.</p>`;
  const xOf = (instant: number): number => round(((instant - from) / (to - from)) * width);
  const step = width / rates.length;
  const bars = rates.map((rate, index) => {
    const tall = top === 0 ? 0 : round((rate / top) * height);
    if (tall === 0) return undefined;
    return markup`<rect
      class="bar"
      x="${round(index * step)}"
      y="${round(height - tall)}"
      width="${round(Math.max(step - gap, 0.5))}"
      height="${tall}"
    />`;
  });
  const bands = report.waits.map(({ at, ms }) => {
    const x = xOf(at);
    return markup`<rect
      class="wait"
      x="${x}"
      y="0"
      width="${Math.max(2, round(xOf(at + ms) - x))}"
      height="${height}"
    />`;
  });
  const waited = report.waits.reduce((sum, { ms }) => sum + ms, 0);
  const pauses =
    report.waits.length === 0
      ? 'no waits'
      : `waited ${describeDuration(waited)} in ${countOf(report.waits.length, 'pause')}`;
  const words = `${top === 0 ? 'Nothing was moved' : `Up to ${perSecond(top)}`}; ${pauses}`;
  return markup`<figure>
      <figcaption>
        ${words} <span class="key"><i class="bar"></i> throughput <i class="wait"></i> waits</span>
      </figcaption>
      <svg
        role="img"
        aria-label="Throughput over time. ${words}."
        viewBox="0 0 ${width} ${height}"
        preserveAspectRatio="none"
      >
        ${bands}
        <path
          class="grid"
          d="M0 0.5H${width}M0 ${height / 2}H${width}M0 ${height - 0.5}H${width}"
        />
        ${bars}
      </svg>
      <div class="axis">
        <span>${instantOf(from)}</span><span>${instantOf(to)}</span>
      </div>
    </figure>
    ${listWaits(report.waits)}`;
}

// --- internal ---

const width = 800;
const height = 160;
const gap = 1;
/** A night of trouble has thousands; the log has all of them. */
const mostWaits = 200;

const round = (value: number): number => Math.round(value * 10) / 10;
const perSecond = (rate: number): string => `${describeBytes(Math.round(rate))}/s`;

function listWaits(waits: readonly ReportedWait[]): Html | undefined {
  if (waits.length === 0) return undefined;
  const rows = waits.slice(0, mostWaits).map(
    ({ at, ms, reason }) =>
      markup`<tr>
        <td>${instantOf(at)}</td>
        <td>${describeDuration(ms)}</td>
        <td>${reason}</td>
      </tr>`,
  );
  const more = waits.length - rows.length;
  return markup`<details>
    <summary>${countOf(waits.length, 'wait')}</summary>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">Began</th>
            <th scope="col">Lasted</th>
            <th scope="col">For</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${more > 0 ? markup`<p>and ${more} more, in the log of the run</p>` : undefined}
  </details>`;
}
