import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { CopyTarget } from './copy-server.ts';

/** The same copy by curl: one process reads, the other sends, and `md5sum` may stand between. */
export async function curlCopy(
  { url, sources, store, orgs }: CopyTarget,
  sizeMiB: number,
  { hashing }: { hashing: boolean },
): Promise<{ seconds: number; md5: string | undefined }> {
  const { id, size } = sources[String(sizeMiB)] ?? { id: '', size: 0 };
  const environment = {
    ...process.env,
    FROM: `${url}/_host/download.zoho.eu/v1/workdrive/download/${id}`,
    TO: `${url}/_host/upload.zoho.eu/workdrive-api/v1/stream/upload`,
    READER: `authorization: ${orgs.b.authorization}`,
    WRITER: `authorization: ${orgs.a.authorization}`,
    PARENT: `x-parent_id: ${store}`,
    LENGTH: `content-length: ${size}`,
    NAME: `x-filename: ${randomUUID()}.bin`,
  };
  // A length of its own instead of chunks, and no question whether the body is welcome.
  const send = [
    'curl -sSf -X POST -T - "$TO" -H "$WRITER" -H "$PARENT" -H "$LENGTH"',
    '-H "transfer-encoding:" -H "expect:" -H "upload-id: u1" -H "$NAME"',
    '-H "x-streammode: 1" -H "content-type: application/octet-stream" -o /dev/null',
  ].join(' ');
  const tee = hashing ? '| tee >(md5sum >&3) ' : '';
  const script = `set -o pipefail; { curl -sSf "$FROM" -H "$READER" ${tee}| ${send}; } 3>&1 | cat`;
  const begunAt = performance.now();
  const child = spawn('bash', ['-c', script], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`curl ended with ${String(code)}`);
  const md5 = /^[\da-f]{32}/.exec(said)?.[0];
  return { seconds: (performance.now() - begunAt) / 1000, md5 };
}
