import type { EmulatedAnswer } from '../seam.ts';
import { jsonAnswer } from './json-answer.ts';

/** Thrown by whatever finds that a request cannot be done; its answer is what Zoho would say. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: EmulatedAnswer;
  /** The id that was not there: asking for it again and again has consequences. */
  readonly missingId: string | undefined;

  constructor(message: string, answer: EmulatedAnswer, missingId?: string) {
    super(message);
    this.answer = answer;
    this.missingId = missingId;
  }
}

const refusal = (status: number, id: string, title: string, missingId?: string) =>
  new Refusal(`${id} ${title}`, jsonAnswer(status, { errors: [{ id, title }] }), missingId);

/** Only the status and its meaning are documented, so that there is no id. */
const untitled = (status: number, title: string) =>
  new Refusal(title, jsonAnswer(status, { errors: [{ title }] }));

/** An id that is unknown, trashed, foreign or forbidden: all look the same (rclone issue 9578). */
export const unauthorizedAccess = () => refusal(401, 'R008', 'Unauthorized access');

/** The same for an id that is asked for; Zoho doc: get-file-info lists 404 R009 beside 401 R008. */
export const missing = ({ missingItem }: { missingItem: 'R008' | 'R009' }, id: string) =>
  missingItem === 'R008'
    ? refusal(401, 'R008', 'Unauthorized access', id)
    : refusal(404, 'R009', 'Resource not found');

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

/** Zoho doc: upload-file, create-session-normal-upload. */
export const nameConflict = () => untitled(409, 'File name already exists');

/** Zoho doc: upload-file (413), create-session-normal-upload (404). */
export const tooLarge = (status: 413 | 404 = 413) => untitled(status, 'File size limit exceeded');

/** Zoho doc: download-file. */
export const blocked = () => refusal(451, 'F918', 'Blocked content');

/** Zoho doc: create-session-for-revision-upload, download-file. */
export const locked = () => untitled(423, 'File has been checked out (locked) by another user');

/** Zoho doc: upload-file. */
export const licenceSuspended = () => untitled(402, 'License is in suspended state');
export const storageFull = () => untitled(507, 'Organization storage limit exceeded');
export const myFoldersFull = () =>
  untitled(509, 'MyFolder storage limit is restricted or exceeded');

/** Zoho doc: delete-version, restore-as-top-version, download-file. */
export const topVersion = () => refusal(400, 'V001', 'Top version could not delete');
export const versionLocked = () => refusal(400, 'V002', 'Resource version locked by another user');
export const unknownVersion = () => refusal(400, 'V001', 'Invalid version');

/** Zoho doc: changes lists both with 401; neither title is captured. */
export const unknownChangeToken = () => refusal(401, 'CHG003', 'Invalid change token');
export const expiredChangeToken = () => refusal(401, 'CHG004', 'Change token expired');

/** Word for word (Zoho doc: create-session-normal-upload). */
export const belowSessionMinimum = (bytes: number) =>
  untitled(
    401,
    `Chunk Upload is not allowed for this file size. Allowed minimum file size is ${bytes} Bytes.`,
  );

/** Zoho doc: large-file-upload-as-chunks, commit-session-normal-upload. */
export const unknownSession = (status: 400 | 404) => refusal(status, 'D9232', 'Invalid upload ID');
export const wrongRange = () => refusal(400, 'D9233', 'Invalid byte range or chunk order');
export const expiredSession = () => refusal(400, 'D9234', 'Upload session has expired');
export const sessionNotReady = () =>
  untitled(412, 'Upload session has already been completed or chunks are yet to be uploaded');
export const sessionMismatch = () =>
  untitled(401, 'Given resource-id and upload session resource-id are not the same');
