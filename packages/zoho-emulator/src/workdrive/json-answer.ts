import type { EmulatedAnswer } from '../seam.ts';

/** An answer as WorkDrive labels its JSON. */
export function jsonAnswer(status: number, json: unknown): EmulatedAnswer {
  return {
    status,
    headers: { 'content-type': 'application/vnd.api+json;charset=UTF-8' },
    json,
  };
}
