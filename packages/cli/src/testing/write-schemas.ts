import { writeFileSync } from 'node:fs';
import { toJsonSchemas } from './json-schemas.ts';

/** Writes `schemas/` anew: `node packages/cli/src/testing/write-schemas.ts`. */
for (const [name, schema] of Object.entries(toJsonSchemas()))
  writeFileSync(
    new URL(`../../schemas/${name}`, import.meta.url),
    `${JSON.stringify(schema, undefined, 2)}\n`,
  );
