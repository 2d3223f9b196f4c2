import { resolveDataCenter } from '@zohokit/zoho-auth';
import { isZohoError } from '@zohokit/zoho-http';
import * as v from 'valibot';

/** Schemas of single settings. Their messages complete a sentence that begins with the variable. */

/** A value that must be there; `what` says what it is and where to find it. */
export const required = (what: string) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.check((text) => text !== '', `is missing: ${what}`),
  );

/** A client id, client secret or refresh token. Its value is never shown. */
export const credential = (what: string) =>
  v.pipe(
    required(what),
    v.check((text) => !/\s/.test(text), `contains blanks: copy ${what} again`),
    v.check((text) => !/["'`]/.test(text), `contains quotes: give ${what} without them`),
    v.check(
      (text) => !/^(?:<.*>|\{.*\}|your[-_ ].*|x{3,}|changeme|\.{3})$/i.test(text),
      `still holds a placeholder: put ${what} there`,
    ),
  );

const apiNameRule = v.regex(
  /^[A-Za-z][A-Za-z0-9_]*$/,
  'is not an API name (letters, digits and underscores, a letter first): see Setup > Developer Hub > APIs and SDKs > API names',
);

export const apiName = (what: string) => v.pipe(required(what), apiNameRule);

export const optionalApiName = v.optional(v.pipe(v.string(), apiNameRule));

const isUrl = (text: string): boolean => /^https?:\/\//i.test(text) || text.includes('/');

/** WorkDrive ids as seen: 37 lower-case letters and digits (rclone backend/zoho/zoho.go). */
const idRules = [
  v.check(
    (text: string) => !isUrl(text),
    'is an address, not an id: take the last part of the path of the folder as the browser shows it',
  ),
  v.regex(
    /^[a-z0-9]{20,}$/i,
    'is not a WorkDrive id (20 or more letters and digits): it is the last part of the address of the folder in the browser',
  ),
] as const;

export const driveId = (what: string) => v.pipe(required(what), ...idRules);

export const optionalDriveId = v.optional(v.pipe(v.string(), ...idRules));

/** The data centre's own name, whatever the spelling. */
export const optionalRegion = v.optional(
  v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return resolveDataCenter(dataset.value).name;
      } catch (error) {
        if (!isZohoError(error)) throw error;
        addIssue({ message: `names no region that can be used: ${error.message}` });
        return NEVER;
      }
    }),
  ),
);

/** Requests per second. */
export const optionalPace = v.optional(
  v.pipe(
    v.string(),
    v.check((text) => {
      const value = Number(text);
      return /^\d+(?:\.\d+)?$/.test(text) && value > 0 && value <= 100;
    }, 'is not a number of requests per second above 0 and up to 100, e.g. 5'),
    v.transform(Number),
  ),
);

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogLevel = (typeof logLevels)[number];

export const logLevel = v.optional(
  v.pipe(v.string(), v.toLowerCase(), v.picklist(logLevels, `is none of ${logLevels.join(', ')}`)),
  'info',
);

/** Credentials are sent there, so it must not leave this machine. */
export const optionalEmulatorUrl = v.optional(
  v.pipe(
    v.string(),
    v.check(
      isLoopbackHttp,
      'must be plain http on this machine, e.g. http://127.0.0.1:4600; without an emulator leave it out',
    ),
    v.transform((text) => text.replace(/\/+$/, '')),
  ),
);

// --- internal ---

function isLoopbackHttp(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' || url.username !== '' || url.password !== '') return false;
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname) && url.search === '';
}
