import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { Settings } from './settings.ts';

it('has every setting, and none that does nothing', async () => {
  const text = await readFile(new URL('../../../../.env.example', import.meta.url), 'utf8');
  const names = [...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  expect(new Set(names)).toEqual(new Set(v.keyof(Settings).options));
  expect(names).toHaveLength(new Set(names).size);
});
