import { expect, it, test } from 'vitest';
import { Html, jsonBlock, markup } from './markup.ts';

test.each(['"', "'", '<', '>', '&'])(
  '%s of a value is text, in an attribute as in an element',
  (sign) => {
    const { text } = markup`<a title="${sign}" id='${sign}'>${sign}</a>`;
    const escaped = `&#${sign.charCodeAt(0)};`;
    expect(text).toBe(`<a title="${escaped}" id='${escaped}'>${escaped}</a>`);
  },
);

it('takes markup as it is, lists one by one, and nothing for what is absent', () => {
  const { text } = markup`<p>${[markup`<b>${1}</b>`, undefined, '<i>']}${new Html('<br>')}</p>`;
  expect(text).toBe('<p><b>1</b>&#60;i><br></p>'.replace('i>', 'i&#62;'));
});

it('gives data that no text can end, and that are read as they were', () => {
  const value = { name: '</script><!--<script>', amount: 1 };
  const { text } = jsonBlock(value);
  expect(text).not.toContain('<');
  expect(JSON.parse(text)).toEqual(value);
});
