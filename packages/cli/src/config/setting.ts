import { transferPolicies } from '@zohokit/transfer-core';
import { resolveDataCenter } from '@zohokit/zoho-auth';
import { isZohoError, networkFromEnvironment } from '@zohokit/zoho-http';
import * as v from 'valibot';
import { isDatabaseUrl } from './database-url.ts';
import { whyNoDriveId } from './drive-id.ts';

/**
 * Schemas of single settings. Their messages complete a sentence that begins with the variable, and
 * hold nothing of the value that could be a secret pasted into the wrong line.
 */

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
    v.check((text) => !/[\s\p{Cc}]/u.test(text), `contains blanks: copy ${what} again`),
    v.check((text) => !/["'`]/.test(text), `contains quotes: give ${what} without them`),
    v.check(
      (text) => !/^(?:<.*>|\{.*\}|your[-_ ].*|x{3,}|changeme|\.{3})$/i.test(text),
      `still holds a placeholder: put ${what} there`,
    ),
  );

const apiNameRules = [
  v.regex(
    /^[A-Za-z][A-Za-z0-9_]*$/,
    'is not an API name (letters, digits and underscores, a letter first): see Setup > Developer Hub > APIs and SDKs > API names',
  ),
  // An API name is shown in messages and addresses; a client secret is some 40 hexadecimal digits.
  v.check(
    (text: string) => !/^[\da-f]{30,}$/i.test(text),
    'looks like a secret, not like an API name: check which line it belongs to',
  ),
] as const;

export const apiName = (what: string) => v.pipe(required(what), ...apiNameRules);

export const optionalApiName = v.optional(v.pipe(v.string(), ...apiNameRules));

const idRule = v.rawCheck<string>(({ dataset, addIssue }) => {
  const wrong = dataset.typed ? whyNoDriveId(dataset.value) : undefined;
  if (wrong !== undefined) addIssue({ message: wrong });
});

export const driveId = (what: string) => v.pipe(required(what), idRule);

export const optionalDriveId = v.optional(v.pipe(v.string(), idRule));

/** The data centre's own name, whatever the spelling. */
export const optionalRegion = v.optional(
  v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return resolveDataCenter(dataset.value).name;
      } catch (error) {
        if (!isZohoError(error)) throw error;
        const why = mayBeShown(dataset.value) ? error.message : 'it is none that Zoho has';
        addIssue({ message: `names no region that can be used: ${why}` });
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

/** From which level on an event is written to the log of a run. */
export type LogLevel = (typeof logLevels)[number];

export const logLevel = v.optional(
  v.pipe(v.string(), v.toLowerCase(), v.picklist(logLevels, `is none of ${logLevels.join(', ')}`)),
  'info',
);

/** For how many days a run is remembered; 0 for ever. */
export const logDays = v.optional(
  v.pipe(
    v.string(),
    v.check(
      (text) => /^\d{1,5}$/.test(text),
      'is not a whole number of days, e.g. 90; 0 keeps everything',
    ),
    v.transform(Number),
  ),
  '90',
);

/** What access tokens are encrypted with. Its value is never shown. */
export const optionalTokenKey = v.optional(
  v.pipe(
    v.string(),
    v.check(
      (text) => /^(?:[\da-f]{64}|[A-Za-z\d+/]{43}=)$/i.test(text),
      `is not 32 bytes as base64 or hex; this makes one: node -p "crypto.randomBytes(32).toString('base64')"`,
    ),
  ),
);

/** Its value holds a password and is never shown. */
export const optionalDatabaseUrl = v.optional(
  v.pipe(
    v.string(),
    v.check(hasNoControls, 'contains a line break or another control character'),
    v.check(
      isDatabaseUrl,
      'is no address of Postgres like postgres://user:password@host:5432/database?sslmode=verify-full (in user and password percent-encode / # ? : @ and %)',
    ),
  ),
);

/** What the state of this transfer is called in a database. */
export const optionalJobName = v.optional(
  v.pipe(
    v.string(),
    v.regex(
      /^[A-Za-z\d][\w.-]{0,59}$/,
      'is no name of a transfer: up to 60 letters, digits, dots, dashes and underscores, a letter or digit first',
    ),
    // It is shown in messages; a client secret is some 40 hexadecimal digits.
    v.check(
      (text) => !/^(?:[\da-f]{30,}|1\d{3}\.[\da-f]{16,}.*)$/i.test(text),
      'looks like a secret, not like a name: check which line it belongs to',
    ),
  ),
);

/** When a record's box is ticked. */
export const policy = v.optional(
  v.pipe(
    v.string(),
    v.toLowerCase(),
    v.picklist(transferPolicies, `is none of ${transferPolicies.join(', ')}`),
  ),
  'any',
);

/** A file or folder of this machine. */
export const optionalPath = v.optional(
  v.pipe(
    v.string(),
    // In double quotes "\n" of "C:\new" becomes a line break.
    v.check(
      hasNoControls,
      'contains a line break or another control character: write the path with forward slashes or without quotes',
    ),
  ),
);

/** Its value, which may hold a password, is never shown. */
export const optionalProxy = v.optional(
  v.pipe(
    v.string(),
    v.check(
      isProxy,
      'is no address of a proxy like http://user:password@host:port (http or https; in user and password percent-encode / # ? : @ and %)',
    ),
  ),
);

/** An address that is told of runs. It lets anybody who has it speak there, so it is never shown. */
export const optionalSecretUrl = v.optional(
  v.pipe(
    v.string(),
    v.check(
      isWebAddress,
      'is no address such as https://host/path (http or https, without a user; not shown, because it is a secret)',
    ),
  ),
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

/** Whether a wrong region can be repeated to the person who wrote it. */
function mayBeShown(text: string): boolean {
  return /^[a-z.]{1,12}$/i.test(text.trim());
}

function hasNoControls(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

function isProxy(text: string): boolean {
  try {
    return networkFromEnvironment({ HTTPS_PROXY: text }).proxy !== undefined;
  } catch (error) {
    if (!isZohoError(error)) throw error;
    return false;
  }
}

function isWebAddress(text: string): boolean {
  if (!hasNoControls(text) || /\s/.test(text)) return false;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return false;
  return url.username === '' && url.password === '' && url.hostname !== '';
}

function isLoopbackHttp(text: string): boolean {
  // A URL is parsed without its control characters, but would be sent with them.
  if (!hasNoControls(text)) return false;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' || url.username !== '' || url.password !== '') return false;
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname) && url.search === '';
}
