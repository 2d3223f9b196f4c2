import type { EmulatedAnswer } from '../seam.ts';
import { jsonAnswer } from './json-answer.ts';

/** Thrown by whatever finds that a request cannot be done; its answer is what Zoho would say. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: EmulatedAnswer;

  constructor(message: string, answer: EmulatedAnswer) {
    super(message);
    this.answer = answer;
  }
}

const refusal = (status: number, id: string, title: string) =>
  new Refusal(`${id} ${title}`, jsonAnswer(status, { errors: [{ id, title }] }));

/** An id that is unknown, trashed, foreign or forbidden: all look the same (rclone issue 9578). */
export const unauthorizedAccess = () => refusal(401, 'R008', 'Unauthorized access');

/** Upload into a team, or where nothing may be written (rclone forum 45697). */
export const authorizationFailed = () => refusal(401, 'F900', 'Authorization check failed.');

/** Create or move into something that is not a folder, for example a team. */
export const invalidParent = () => refusal(400, 'R602', 'Invalid parent Id');

/**
 * A required parameter is missing, or the body is not the JSON it should be. Status 500, and yet
 * permanent (jbaayen/zoho-workdrive-sync api.py). The spelling is Zoho's.
 */
export const missingParameter = () => refusal(500, 'F000', 'LESS_THAN_MIN_OCCURANCE');

/** A parameter of the wrong name or value. */
export const invalidParameter = () => refusal(400, 'F6003', 'Invalid Param found');

/** The same id stands for an internal error of any kind (Zoho doc: get-file-info lists 500 F000). */
export const internalError = () => refusal(500, 'F000', 'INTERNAL_SERVER_ERROR');

export const parameterTooLong = () => refusal(400, 'F6005', 'Param length more than expected');

/** 409 is documented (Zoho doc: upload-file); its id and title are not, so it has no id here. */
export const nameConflict = () =>
  new Refusal(
    'name conflict',
    jsonAnswer(409, { errors: [{ title: 'File name already exists' }] }),
  );

/** 413 and 451 are documented (Zoho doc: status-codes, download-file); the bodies are not. */
export const tooLarge = () =>
  new Refusal('too large', jsonAnswer(413, { errors: [{ title: 'File size limit exceeded' }] }));
export const blocked = () => refusal(451, 'F918', 'Blocked content');
