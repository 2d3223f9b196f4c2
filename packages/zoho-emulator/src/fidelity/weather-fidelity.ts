import type { FidelityRow } from './fidelity-row.ts';

/** What connections and gateways in front of Zoho do, and what proves that it can be had here. */
export const weatherFidelity: FidelityRow[] = [
  row(
    'A gateway answers 502 or 503 with a page of HTML in place of the API',
    'inferred',
    'Zoho doc: crm/status-codes and workdrive/status-codes have the statuses, and no body',
    'a gateway may answer in place of %s, in HTML',
  ),
  row(
    'A write is done although its connection broke before the answer',
    'seen by clients',
    'rclone backend/zoho/zoho.go, which looks before it repeats an upload',
    'answer-lost breaks the connection, and everything is done',
  ),
  row(
    'A connection that breaks within the request leaves nothing behind',
    'documented',
    'Zoho doc: upload-large-file-250mb, codes D9102 and D9217',
    '%j breaks the connection, and nothing is done',
  ),
  row(
    'A write is done some time after its client has gone',
    'inferred',
    'proxies and queues that outlive their client',
    'hold makes the change so long after the client has gone',
    'lateCommitMs',
  ),
  row(
    'A write is done some time after its connection was closed',
    'inferred',
    'proxies and queues that outlive their client',
    'late-commit breaks the connection, and the change comes later on the clock',
  ),
  row(
    'An answer breaks off within its body',
    'seen by clients',
    'rclone fs/operations, which compares sizes and hashes after each copy',
    '%s lets so many bytes through, then breaks the connection',
  ),
  row(
    'An answer is shorter than the file, and well-formed',
    'inferred',
    'proxies that buffer; rclone compares sizes for it',
    'truncate sends less, and says that it is whole',
  ),
  row(
    'Bytes are not those that were stored',
    'inferred',
    'rclone compares hashes for it',
    'corrupt flips the same bytes each time, and no others',
  ),
  row('An answer comes slowly', 'inferred', 'every network', 'drip takes its time, and is whole'),
  row(
    'No answer comes at all',
    'inferred',
    'every network',
    'hang answers nobody, and does nothing when the client goes',
  ),
  row(
    'A proxy delivers a request twice',
    'inferred',
    'RFC 9110, 9.2.2: only idempotent methods may be repeated, and some proxies do not ask',
    'duplicate delivers the request twice and sends the second answer',
  ),
  row(
    'The clocks of client and server differ',
    'inferred',
    'Zoho publishes no bound',
    'behave bends the profile for the requests it meets, and for no others',
    'clockSkewMs',
  ),
];

// --- internal ---

function row(
  what: string,
  confidence: FidelityRow['confidence'],
  source: string,
  title: string,
  name?: FidelityRow['switch'],
): FidelityRow {
  const test = { file: 'weather.test.ts', title };
  return {
    area: 'Weather',
    what,
    confidence,
    source,
    test,
    ...(name === undefined ? {} : { switch: name }),
  };
}
