import { expect, test } from 'vitest';
import { renderCallbackPage } from './callback-page.ts';
import { failed } from './outcome-pages.ts';

test('nothing that is shown is markup', () => {
  const html = renderCallbackPage(failed(`<script>alert("1")</script> & 'co'`, undefined));
  expect(html).not.toContain('<script');
  expect(html).toContain('&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; &#39;co&#39;');
  expect(html).not.toMatch(/src=|href=|<link/);
});
