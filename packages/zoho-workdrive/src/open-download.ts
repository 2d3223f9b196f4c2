import { discard, isZohoError, ZohoError, type Clock, type HttpResponse } from '@zohokit/zoho-http';
import { readPart, unexpected, type DownloadPart } from './download-part.ts';
import type { Download, DownloadOptions } from './downloads.ts';
import type { Items } from './items.ts';
import { resumedBody, type PlacedStream } from './resumed-body.ts';
import { changed, createSourceGuard } from './source-guard.ts';

export interface DownloadPorts {
  id: string;
  fetch: (
    headers: Record<string, string>,
    signal: AbortSignal | undefined,
  ) => Promise<HttpResponse>;
  items: Pick<Items, 'get'>;
  clock: Clock;
}

/** Cuts in a row, without progress between them, after which a download is given up. */
const stallLimit = 3;

/** The first pause before a cut is resumed, doubled while nothing comes; in milliseconds. */
const firstPauseMs = 500;

/** Rejects with `usage` what is no range. */
export function checkRange({ from = 0, to = Infinity }: DownloadOptions): void {
  const isOffset = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
  if (isOffset(from) && (to === Infinity || isOffset(to)) && from < to) return;
  throw new ZohoError(`There are no bytes from ${from} to ${to}`, {
    kind: 'usage',
    hint: '"from" and "to" are whole numbers, and "to" is one past the last byte',
  });
}

/** One download over as many requests as it takes. */
export async function openDownload(
  ports: DownloadPorts,
  options: DownloadOptions,
): Promise<Download> {
  const { id } = ports;
  const { from = 0, to, version, modifiedAt, resume = true, signal } = options;
  const { response, part } = await openPart(ports, from, to, signal).catch((error: unknown) => {
    throw isUnsatisfiable(error) ? noSuchRange(id, from, error) : error;
  });
  const end = endOf(part, to);
  const guard = createSourceGuard({ ...ports, modifiedAt, openedAt: dateOf(response) });
  // A version of a file is never changed.
  const check = async (failure: ZohoError): Promise<void> =>
    version === undefined ? await guard.check(failure, signal) : undefined;
  const goOn = async (
    position: number,
    failure: ZohoError,
    stalls: number,
  ): Promise<PlacedStream> => {
    if (stalls >= stallLimit) throw failure;
    await ports.clock.sleep(firstPauseMs * 2 ** stalls, signal);
    await check(failure);
    return await openRest(ports, { position, end, part, signal });
  };
  return {
    body: resumedBody({
      id,
      from,
      end,
      first: { start: part.start, end: part.end, body: response.body },
      resume: resume && end !== undefined ? goOn : undefined,
      // Between its check and its answer a resumption may have met another file: looked at once more.
      onEnd: () => check(unprovable(id)),
    }),
    size: end === undefined ? undefined : end - from,
    total: part.total,
    contentType: response.headers.get('content-type') ?? undefined,
  };
}

// --- internal ---

interface OpenedPart {
  response: HttpResponse;
  part: DownloadPart;
}

async function openPart(
  { id, fetch }: DownloadPorts,
  from: number,
  to: number | undefined,
  signal: AbortSignal | undefined,
): Promise<OpenedPart> {
  const isAll = from === 0 && to === undefined;
  const range = `bytes=${from}-${to === undefined ? '' : to - 1}`;
  const response = await fetch(isAll ? {} : { range }, signal);
  try {
    const part = readPart(id, response);
    if (part.start > from) throw unexpected(id, 'with a later part than was asked for');
    if (from > 0 && part.end !== undefined && part.end <= from) throw beyondEnd(id, from, part);
    const isPart = part.total !== undefined && (part.end ?? part.total) < part.total;
    if (isAll && isPart) throw unexpected(id, 'in part');
    return { response, part };
  } catch (error) {
    // The connection is given up; what it says about its end is of no interest any more.
    void discard(response);
    throw error;
  }
}

interface Rest {
  position: number;
  end: number | undefined;
  /** Of the first answer. */
  part: DownloadPart;
  signal: AbortSignal | undefined;
}

async function openRest(
  ports: DownloadPorts,
  { position, end, part, signal }: Rest,
): Promise<PlacedStream> {
  const to = end === part.total ? undefined : end;
  const opened = await openPart(ports, position, to, signal).catch((error: unknown) => {
    throw isUnsatisfiable(error) ? changed(ports.id) : error;
  });
  if (opened.part.total !== undefined && part.total !== undefined) {
    if (opened.part.total !== part.total) {
      void discard(opened.response);
      throw changed(ports.id);
    }
  }
  return { start: opened.part.start, end: opened.part.end, body: opened.response.body };
}

/** One past the last byte that is wanted; `undefined` when nobody knows where the file ends. */
function endOf({ total, end }: DownloadPart, to: number | undefined): number | undefined {
  const known = total ?? end;
  if (to === undefined) return known;
  return known === undefined ? to : Math.min(known, to);
}

function dateOf({ headers }: HttpResponse): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
}

function isUnsatisfiable(error: unknown): boolean {
  return isZohoError(error) && error.status === 416;
}

function noSuchRange(id: string, from: number, cause: unknown): ZohoError {
  return new ZohoError(`File ${id} ends before byte ${from}`, { kind: 'usage', cause });
}

function beyondEnd(id: string, from: number, { total }: DownloadPart): ZohoError {
  return total !== undefined && from >= total
    ? noSuchRange(id, from, undefined)
    : unexpected(id, 'with an earlier part than was asked for');
}

/** Nobody can tell whether the file was changed. */
function unprovable(id: string): ZohoError {
  return new ZohoError(`Nobody can tell whether file ${id} stayed the same while it was read`, {
    kind: 'unavailable',
    retry: { kind: 'backoff' },
    hint: 'Download it anew, with the "modifiedAt" of its item',
  });
}
