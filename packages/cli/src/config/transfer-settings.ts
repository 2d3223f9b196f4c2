import { nativeDocumentRules, storeLayouts } from '@zohokit/transfer-core';
import * as v from 'valibot';
import { byteAmount } from '../amount.ts';
import { UsageError } from '../usage-error.ts';
import { optionalApiName } from './setting.ts';

/** Every automation that a write to CRM may set off (Zoho doc: update-records). */
export const crmTriggers = [
  'workflow',
  'approval',
  'blueprint',
  'pathfinder',
  'orchestration',
] as const;

/** More files at once than this gain nothing under Zoho's pace. */
export const maxConcurrency = 16;

/** Settings of what is transferred, and of what a record is told of it. Messages as in `setting.ts`. */
export const transferSettings = {
  TRANSFER_LAYOUT: v.optional(oneOf(storeLayouts), 'flat'),
  TRANSFER_RECURSIVE: v.optional(yesOrNo(), 'false'),
  TRANSFER_INCLUDE: v.optional(patterns()),
  TRANSFER_EXCLUDE: v.optional(patterns()),
  TRANSFER_MAX_FILE_SIZE: v.optional(bytes()),
  TRANSFER_NATIVE_DOCUMENTS: v.optional(oneOf(nativeDocumentRules), 'export'),
  TRANSFER_CONCURRENCY: v.optional(concurrency(), '3'),
  CRM_FOLDER_URL_FIELD_API_NAME: optionalApiName,
  CRM_FOLDER_ID_FIELD_API_NAME: optionalApiName,
  CRM_FILE_COUNT_FIELD_API_NAME: optionalApiName,
  CRM_STATUS_FIELD_API_NAME: optionalApiName,
  CRM_ERROR_FIELD_API_NAME: optionalApiName,
  CRM_FINISHED_TIME_FIELD_API_NAME: optionalApiName,
  CRM_TRIGGER: v.optional(triggers()),
} as const;

// --- internal ---

function oneOf<const Names extends readonly string[]>(names: Names) {
  const message = `is none of ${names.join(', ')}`;
  return v.pipe(v.string(), v.toLowerCase(), v.picklist(names, message));
}

function yesOrNo() {
  return v.pipe(
    oneOf(['true', 'false', 'yes', 'no', '1', '0']),
    v.transform((text) => ['true', 'yes', '1'].includes(text)),
  );
}

/** `*.pdf, Photos/**`: a comma or a line break between them. */
function patterns() {
  return v.pipe(
    v.string(),
    v.transform((text) =>
      text
        .split(/[,\r\n]/)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
    ),
    v.minLength(1, 'holds no pattern, e.g. *.pdf, Photos/**'),
  );
}

function bytes() {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return byteAmount('it', dataset.value);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        addIssue({ message: 'is no amount of bytes above 0 such as 500MB or 2GiB' });
        return NEVER;
      }
    }),
  );
}

function concurrency() {
  return v.pipe(
    v.string(),
    v.check((text) => {
      const value = Number(text);
      return /^\d+$/.test(text) && value >= 1 && value <= maxConcurrency;
    }, `is not a number of files at once from 1 to ${maxConcurrency}`),
    v.transform(Number),
  );
}

function triggers() {
  return v.pipe(
    v.string(),
    v.toLowerCase(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const names = dataset.value.split(',').map((one) => one.trim());
      if (names.length === 1 && names[0] === 'none') return [];
      const known = names.map((name) => crmTriggers.find((trigger) => trigger === name));
      const given = known.filter((trigger) => trigger !== undefined);
      if (given.length === names.length) return given;
      const all = crmTriggers.join(', ');
      addIssue({ message: `is neither none nor a list of ${all}, with commas between them` });
      return NEVER;
    }),
  );
}
