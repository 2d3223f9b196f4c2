import { isTransferFailure, TransferFailure } from '@zohokit/transfer-core';
import { stateFailure } from '../state-failure.ts';

/** A setting is missing or wrong: no waiting makes it better. */
export function configurationFailure(message: string, cause?: unknown): TransferFailure {
  return new TransferFailure(message, { reach: 'run', reason: 'configuration', cause });
}

/** What a message may name: where the database is, and which table is ours. */
export interface Scene {
  /** See `placeOfUrl`. */
  place: string;
  /** Quoted, with its schema. */
  table: string;
  /** What is there. @default 'store' */
  holds?: 'store' | 'state' | undefined;
  /** Whether nothing was sent yet, so that nothing can be half done. @default false */
  connecting?: boolean | undefined;
}

/**
 * Whatever `pg`, the server or the network threw, as a failure that names the database and what to
 * do. It has no cause: details of the server quote rows, and rows are tokens.
 */
export function toPostgresFailure(error: unknown, scene: Scene): TransferFailure {
  if (isTransferFailure(error)) return error;
  const code = codeOf(error);
  if (code !== undefined && /^[0-9A-Z]{5}$/u.test(code)) return fromServer(code, scene);
  return fromClient(code, messageOf(error), scene);
}

// --- internal ---

/** By SQLSTATE, see https://www.postgresql.org/docs/current/errcodes-appendix.html */
function fromServer(code: string, scene: Scene): TransferFailure {
  const { place, table } = scene;
  const why = `(SQLSTATE ${code})`;
  switch (code) {
    case '28000':
    case '28P01':
      return configurationFailure(
        `The server of ${place} refuses the user, the password or this way to connect ${why}: ` +
          'check the URL and pg_hba.conf',
      );
    case '3D000':
      return configurationFailure(`There is no ${place} ${why}: create it or correct the URL`);
    case '42501':
      return configurationFailure(
        `The user may not use ${table} in ${place} ${why}: grant USAGE and CREATE on its schema, ` +
          'or SELECT, INSERT, UPDATE and DELETE on the table',
      );
    case '25006':
      return configurationFailure(
        `${capital(place)} is read-only, perhaps a standby ${why}: give the URL of the primary`,
      );
    case '42P01':
    case '42P10':
    case '42703':
    case '42804':
      return stateFailure(
        `${table} in ${place} is not as this release makes it ${why}: another release or somebody ` +
          'else changed it; upgrade zohokit, or give another schema',
      );
    case '57014':
    case '55P03':
    case '25P03':
      return tooSlow(place, why);
    case '53100':
      return stateFailure(
        `The disk of the server of ${place} is full ${why}: free some space there and run again`,
      );
    case '53300':
      return stateFailure(
        `The server of ${place} has no free connection ${why}: raise max_connections or use fewer`,
      );
    case '57P03':
      return unreachable(place, why);
    case '23505':
    case '23514':
      return stateFailure(
        `${capital(place)} refused a row that is there already or cannot be one ${why}`,
      );
    default:
      if (/^(?:08|57P)/u.test(code)) return lost(scene, why);
      return stateFailure(`${capital(place)} refused a statement ${why}: look into its log`);
  }
}

function fromClient(code: string | undefined, message: string, scene: Scene): TransferFailure {
  const { place } = scene;
  const why = `(${code ?? message})`;
  if (/Query read timeout/u.test(message)) return tooSlow(place, why);
  if (isTls(code, message)) {
    return configurationFailure(
      `TLS with the server of ${place} fails ${why}: check sslmode and sslrootcert in the URL`,
    );
  }
  if (/client password must be a string/u.test(message)) {
    return configurationFailure(`The server of ${place} asks for a password: put one in the URL`);
  }
  if (code === 'ENOENT' || code === 'EACCES') {
    return configurationFailure(
      `The socket of ${place}, or a certificate file its URL names, cannot be opened ${why}`,
    );
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || /terminated|not queryable/iu.test(message)) {
    return /timeout/u.test(message) ? unreachable(place, why) : lost(scene, why);
  }
  if (code !== undefined || /timeout/u.test(message)) return unreachable(place, why);
  return stateFailure(`${capital(place)} cannot be used: ${message}`);
}

function isTls(code: string | undefined, message: string): boolean {
  const certificate = /CERT|ERR_TLS|ERR_SSL|UNABLE_TO_|SELF_SIGNED|EPROTO/u;
  return (code !== undefined && certificate.test(code)) || /SSL|TLS/u.test(message);
}

function unreachable(place: string, why: string): TransferFailure {
  return stateFailure(
    `${capital(place)} cannot be reached ${why}: check that the server runs and that the URL is right`,
  );
}

function lost({ place, connecting = false }: Scene, why: string): TransferFailure {
  if (connecting) return unreachable(place, why);
  return stateFailure(
    `The connection to ${place} was lost ${why}: the next call makes a new one; whether the last ` +
      'change was stored is not known',
  );
}

function tooSlow(place: string, why: string): TransferFailure {
  return stateFailure(
    `${capital(place)} did not answer in time ${why}: it is overloaded, or something holds a lock`,
  );
}

function capital(place: string): string {
  return place.charAt(0).toUpperCase() + place.slice(1);
}

/** Of the first attempt, where a name has several addresses and all of them fail. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && !('code' in error)) return codeOf(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
