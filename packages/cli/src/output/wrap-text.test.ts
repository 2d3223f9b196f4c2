import { expect, it, test } from 'vitest';
import { widthOfText } from './cut-to-width.ts';
import { wrapText } from './wrap-text.ts';

test.each([
  ['nothing', '', ''],
  ['what fits', 'one two', 'one two'],
  ['what fits exactly', 'one two three six fo', 'one two three six fo'],
  ['words', 'one two three four five six', 'one two three four\nfive six'],
  ['lines of its own', 'one\n\ntwo', 'one\n\ntwo'],
  ['a list', '1. one two three four five', '1. one two three\n   four five'],
  ['another list', '- one two three four five', '- one two three four\n  five'],
  ['a value beside its name', 'User:    Ada Keller, Org', 'User:    Ada Keller,\n         Org'],
  ['gaps', 'one  two', 'one  two'],
  ['an indented line', '  one two three four five', '  one two three four\n  five'],
])('wraps %s', (_, text, wrapped) => {
  expect(wrapText(text, 20)).toBe(wrapped);
});

it('breaks a word that is longer than a line, and loses nothing of it', () => {
  const word = 'https://workdrive.zoho.eu/folder/w94xbd0f5b8ae1a0a4d8fb1ea2d2e3b1c70ab';
  const wrapped = wrapText(`at ${word} it is`, 20);
  expect(wrapped.replaceAll('\n', '')).toContain(word);
  expect(wrapped.split('\n').filter((line) => widthOfText(line) > 20)).toEqual([]);
  expect(wrapped.endsWith(' it is')).toBe(true);
});

it('counts columns, not characters', () => {
  expect(wrapText('日本語 日本語 日本語', 14)).toBe('日本語 日本語\n日本語');
  expect(wrapText('日本語日本語', 7)).toBe('日本語\n日本語');
});

it('ends at any width', () => {
  expect(wrapText('日本 ab', 1).replaceAll('\n', '')).toBe('日本ab');
  expect(wrapText('1. one', 2)).toBe('1.\non\ne');
});
