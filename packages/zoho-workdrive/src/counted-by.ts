import type { Connection } from '@zohokit/zoho-auth';
import {
  createClassifier,
  createPaceGate,
  createWindowGate,
  isZohoError,
  type Gate,
  type ServiceHttp,
  type ZohoErrorKind,
} from '@zohokit/zoho-http';
import { workDriveRows } from './classifier-rows.ts';

export interface CountedByOptions {
  /** Requests per second. */
  pace: number;
  listingWindow: { pages: number; windowMs: number };
  /** Asks WorkDrive who the user is, by the `http` of whom nobody knows yet. */
  ask: (http: ServiceHttp, signal: AbortSignal) => Promise<string>;
}

/** Requests as WorkDrive counts them: pace, penalty and listing windows of one user. */
export interface CountedBy {
  /** Waits at the user's gates, once it is known who that is. */
  http: ServiceHttp;
  /** The user's id (ZUID), asked once. */
  readonly userId: (signal?: AbortSignal) => Promise<string>;
  /** The listing window of one folder; the same for everybody who is the same user. */
  listingGate(folderId: string): Gate;
}

/**
 * WorkDrive counts per user and data centre, whichever client and refresh token a request comes by
 * (rclone backend/zoho/zoho.go: other programs of one account share its penalties). So who the user
 * is has to be known first; that costs one request for each refresh token, kept in the connection's
 * store. Where WorkDrive does not tell it, for example for want of a scope, the refresh token stands for it.
 */
export function createCountedBy(connection: Connection, options: CountedByOptions): CountedBy {
  const { dataCenter, userKey } = connection;
  const ofToken = createGates(connection, `workdrive:${dataCenter}:token:${userKey}`, options);
  let settled: Gates | undefined;

  const userId = (signal?: AbortSignal): Promise<string> =>
    connection.userId((asking) => options.ask(ofToken.http, asking), signal);

  const gates = async (signal?: AbortSignal): Promise<Gates> => {
    settled ??= await ofUser(signal);
    return settled;
  };

  const ofUser = async (signal?: AbortSignal): Promise<Gates> => {
    try {
      const key = `workdrive:${dataCenter}:${await userId(signal)}`;
      return createGates(connection, key, options);
    } catch (error) {
      if (!isZohoError(error) || !untold.has(error.kind)) throw error;
      return ofToken;
    }
  };

  return {
    userId,
    http: {
      json: async (request) => (await gates(request.signal)).http.json(request),
      bytes: async (request) => (await gates(request.signal)).http.bytes(request),
    },
    listingGate: (folderId) => ({
      enter: async (signal) => (await gates(signal)).listingGate(folderId).enter(signal),
    }),
  };
}

// --- internal ---

/** Answers that will be the same the next time. Others fail the request: it would fail as well. */
const untold: ReadonlySet<ZohoErrorKind> = new Set([
  'scope',
  'not-found',
  'refused',
  'bad-request',
  'unexpected-response',
]);

type Gates = Pick<CountedBy, 'http' | 'listingGate'>;

function createGates(
  connection: Connection,
  key: string,
  { pace, listingWindow: { pages, windowMs } }: CountedByOptions,
): Gates {
  const { clock, store } = connection;
  const paceKey = `${key}:pace`;
  return {
    http: connection.createHttp({
      classify: createClassifier(workDriveRows),
      // A pace of thousands would be that of timers: one a millisecond.
      gates:
        pace === Infinity
          ? []
          : [
              connection.gate(paceKey, () =>
                createPaceGate({ perSecond: pace, clock, store, key: paceKey }),
              ),
            ],
      penalty: connection.penaltyGate(key),
    }),
    listingGate(folderId) {
      // Made anew for each listing, because a walk knows very many folders: its store remembers.
      const folderKey = `${key}:folder:${folderId}`;
      return createWindowGate({ entries: pages, windowMs, clock, store, key: folderKey });
    },
  };
}
