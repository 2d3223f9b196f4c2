import { expect, it, test } from 'vitest';
import { aFailure, aLine, anItem, aReport, began, someFacts } from '../testing/a-report.ts';
import { renderReport } from './render-report.ts';
import type { ReportSources } from './build-report.ts';

/** The page without its style, script and blanks. */
function pageOf(more: Partial<ReportSources>): string {
  const page = renderReport(aReport(more), { now: began, release: 'zohokit 1.2.3' });
  return page
    .replaceAll(/<style>.*?<\/style>|<script>.*?<\/script>/gsu, '')
    .replaceAll(/\s+/gu, ' ');
}

const ended = (exitCode: number) => ({
  id: 'run-1',
  startedAt: began,
  end: { at: began + 2000, status: 'ended', exitCode },
});

it('says of a run without records that none asked, with no empty table or chart', () => {
  const page = pageOf({ lines: [], items: [], run: ended(0) });
  expect(page).toContain('Nothing: no record asked for a transfer.');
  expect(page).toContain('Nothing was moved, and nothing was waited for.');
  expect(page).not.toMatch(/<table|<svg|href="#files"/u);
});

it('says of a run without an end what is safe and what to do, and gives its record no end', () => {
  const page = pageOf({
    run: { id: 'run-1', startedAt: began, end: undefined },
    facts: someFacts({ begun: new Map([['574', 'Under way']]) }),
  });
  expect(page).toContain('zohokit status says whether it is still going');
  expect(page).toContain('nothing is lost or sent twice');
  expect(page).toContain('["Under way",null],"not-ended",0,0,0,0,""');
});

it('gives the command that chooses each candidate', () => {
  const candidates = ['f1', 'f2'].map((folderId) => ({
    folderId,
    folderMatched: 'Twin',
    folderLocation: 'My Folders',
  }));
  const page = pageOf({
    lines: [aLine('999', { status: 'ambiguous' })],
    items: [],
    facts: someFacts({ candidates: new Map([['999', candidates]]) }),
  });
  expect(page).toContain('<code>zohokit pin 999 f1</code>');
  expect(page).toContain('<code>zohokit pin 999 f2</code>');
});

it('counts the kinds of trouble first where there are many', () => {
  const failures = Array.from({ length: 9 }, (_, n) => aFailure('573', `${n}.pdf`, 'blocked'));
  const lines = [aLine('573', { status: 'failed' }), aLine('999', { status: 'ambiguous' })];
  expect(pageOf({ lines, items: failures })).toMatch(
    /1 ambiguous<.*9 failed<.*<ol class="troubles"/u,
  );
  expect(pageOf({ lines, items: failures.slice(0, 2) })).not.toContain('1 ambiguous<');
});

test.each([
  [0, '0 (ended well)'],
  [5, '5 (was put off by Zoho)'],
  [7, '7 (needs a person)'],
  [130, '130 (was interrupted)'],
  [99, '<dd>99</dd>'],
])('exit code %i is explained', (code, words) => {
  expect(pageOf({ run: ended(code) })).toContain(words);
});

test('numbers have their nouns', () => {
  const waits = [{ runId: 'run-1', at: began, ms: 1000, reason: 'penalty of org B' }];
  const page = pageOf({ items: [anItem('573', 'a.pdf')], waits });
  expect(page).toMatch(/<b>1<\/b> record<.*<b>1<\/b> record transferred<.*in 1 pause.*1 wait</u);
});
