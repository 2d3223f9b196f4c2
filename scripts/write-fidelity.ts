import { writeFileSync } from 'node:fs';
import { toFidelityPage } from '../packages/zoho-emulator/src/fidelity/fidelity-page.ts';
import { fidelityRows } from '../packages/zoho-emulator/src/fidelity/fidelity-rows.ts';
import { switches } from '../packages/zoho-emulator/src/profiles.ts';

/** Writes the emulator's page of fidelity anew. */
writeFileSync(
  new URL('../packages/zoho-emulator/FIDELITY.md', import.meta.url),
  toFidelityPage(fidelityRows, switches),
);
