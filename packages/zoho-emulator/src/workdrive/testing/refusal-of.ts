import type { Answer } from './drive-harness.ts';

/** The status and the code of an error in WorkDrive's envelope: `401 R008`. */
export function refusalOf(answer: Answer): string {
  return `${answer.status} ${answer.text('errors.0.id')}`;
}
