import { writeFileSync } from 'node:fs';
import { toSeedJsonSchema } from '../packages/zoho-emulator/src/seed-json-schema.ts';

/** Writes the JSON Schema of the emulator's seeds anew. */
writeFileSync(
  new URL('../packages/zoho-emulator/seed.schema.json', import.meta.url),
  `${JSON.stringify(toSeedJsonSchema(), undefined, 2)}\n`,
);
