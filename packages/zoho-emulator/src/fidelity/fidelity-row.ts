import type { Profile } from '../profiles.ts';
import type { Confidence } from '../switches.ts';

/** One thing that Zoho does, and what is done about it here: a line of FIDELITY.md. */
export interface FidelityRow {
  /** `accounts tokens`, `CRM search`, `WorkDrive uploads`: rows of one area stand together. */
  area: string;
  /** The error row, limit or behaviour, in one sentence without a full stop. */
  what: string;
  confidence: Confidence;
  /** Who says so, by the name of the page, client or issue. */
  source: string;
  /** The switch that changes it. */
  switch?: keyof Profile;
  /** The test that proves it: its file below `src/` and its title, word for word. */
  test?: { file: string; title: string };
  /** Why it is not emulated; then there is neither switch nor test. */
  absent?: string;
}
