import { describe, expect, test } from 'vitest';
import { freeName } from './name-parts.ts';
import { isStripped } from './name-rules.ts';
import { restoreName, safeName } from './safe-name.ts';

const long = 'x'.repeat(300);

describe('a safe name', () => {
  test.each([
    ['report.pdf', 'report.pdf', []],
    ['a/b\\c:d*e?f"g<h>i|j.txt', 'a_b_c_d_e_f_g_h_i_j.txt', ['forbidden']],
    ['tab\there\u007f', 'tab_here_', ['forbidden']],
    ['ＡＢＣ．pdf', 'ABC.pdf', ['full-width']],
    ['what？', 'what_', ['full-width', 'forbidden']],
    ['half \ud83d pair', 'half \ufffd pair', ['broken-unicode']],
    ['  spaces  ', 'spaces', ['edge']],
    ['dots...', 'dots', ['edge']],
    ['a. . .', 'a', ['edge']],
    ['CON', '_CON', ['windows']],
    ['lpt1.txt', '_lpt1.txt', ['windows']],
    ['com¹.log', '_com¹.log', ['windows']],
    ['console.log', 'console.log', []],
    ['...', 'unnamed', ['edge', 'empty']],
    ['', 'unnamed', ['empty']],
    [`${long}.tar.gz`, `${'x'.repeat(193)}.tar.gz`, ['too-long']],
    [long, 'x'.repeat(200), ['too-long']],
    [`${'x'.repeat(199)}.${'y'.repeat(30)}`, 'x'.repeat(199), ['too-long', 'edge']],
    ['Größe 😀.pdf', 'Größe 😀.pdf', []],
  ])('of %j is %j', (name, safe, reasons) => {
    const result = safeName(name);
    expect(result.name).toBe(safe);
    expect([...new Set(result.changes.map(({ reason }) => reason))]).toEqual(reasons);
    expect(restoreName(result)).toBe(name);
  });

  test('is safe, and tells the way back, for any name', () => {
    const letters = [
      'a',
      '.',
      ' ',
      '/',
      '＊',
      '\u0001',
      '😀',
      '\ud800',
      'CON',
      '\u3000',
      long,
      'ß',
    ];
    let state = 7;
    const next = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state % below;
    };
    for (let time = 0; time < 2000; time += 1) {
      const name = Array.from({ length: next(12) }, () => letters[next(letters.length)]).join('');
      const result = safeName(name);
      expect(restoreName(result)).toBe(name);
      expect(safeName(result.name)).toEqual({
        name: result.name,
        changes: [],
      });
      expect(result.name.length).toBeLessThanOrEqual(200);
    }
  });
});

test('the first free name is counted up', () => {
  const taken = new Set(['a.pdf', 'a (2).pdf']);
  expect(freeName('a.pdf', (name) => taken.has(name))).toBe('a (3).pdf');
  expect(freeName('b.pdf', (name) => taken.has(name))).toBe('b.pdf');
  expect(freeName('x.tar.gz', (name) => name === 'x.tar.gz')).toBe('x (2).tar.gz');
  expect(freeName(`${long}.pdf`, (name) => !name.includes('('))).toMatch(/^x+ \(2\)\.pdf$/);
});

test.each([
  ['ｘa.pdf', 'a.pdf', true],
  ['a:b.pdf', 'ab.pdf', true],
  ['a.pdf', 'a.pdf', false],
  ['a.pdf', 'a 28-11-2026 10:11:12:013.pdf', false],
  ['ｘa.pdf', 'a 28-11-2026 10:11:12:013.pdf', false],
  ['a (2).pdf', 'a.pdf', true],
])('%j stored as %j is stripped: %j', (asked, stored, stripped) => {
  expect(isStripped(asked, stored)).toBe(stripped);
});
