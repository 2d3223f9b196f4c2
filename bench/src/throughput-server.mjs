/**
 * A server to be measured, in a process of its own: `plain`, or the emulator whose module is at that
 * URL. Tells over IPC where to download and upload, and its memory so far; answers `stop` with its
 * peak resident memory, in MiB, and the sizes of what was uploaded.
 */
import { createServer } from 'node:http';
import { peakMemory } from './peak-memory.ts';

const mebibyte = 1024 * 1024;
const [kind = 'plain', sizeMiB = '1024', downloads = '1', md5 = 'right'] = process.argv.slice(2);
const size = Number(sizeMiB) * mebibyte;

let uploaded = () => [];
const targets = kind === 'plain' ? await plain() : await emulated(await import(kind));
process.on('message', () => {
  process.send?.({ peakMiB: peakMemory() / mebibyte, uploaded: uploaded() }, () => process.exit(0));
});
// Nobody else would end it when the bench breaks off.
process.on('disconnect', () => process.exit());
process.send?.({ ...targets, idleMiB: peakMemory() / mebibyte });

async function emulated({ createEmulator }) {
  const names = Array.from({ length: Number(downloads) }, (_, index) => `large-${index}.bin`);
  const children = names.map((name, index) => ({ key: name, name, size, contentSeed: index + 1 }));
  const org = (dataCenter, folders) => ({
    dataCenter,
    name: dataCenter,
    user: { name: 'Ada', email: 'ada@example.com' },
    workdrive: { team: dataCenter, teamFolders: folders },
  });
  const folders = [
    { key: 'source', name: 'Source', children },
    { key: 'store', name: 'Store', children: [] },
  ];
  const emulator = await createEmulator({
    seed: { orgs: { a: org('eu', folders), b: org('us', []) } },
    profile: { throttle: false, md5 },
  });
  const { clientId, clientSecret, refreshToken, ids } = emulator.orgs.a;
  uploaded = () =>
    emulator
      .files('a')
      .filter(({ parentId }) => parentId === ids.store)
      .map((file) => file.size);
  const minted = await fetch(`${emulator.url}/_host/accounts.zoho.eu/oauth/v2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const { access_token: token } = await minted.json();
  const authorization = `Zoho-oauthtoken ${token}`;
  return {
    downloads: names.map((name) => ({
      url: `${emulator.url}/_host/download.zoho.eu/v1/workdrive/download/${ids[name]}`,
      method: 'GET',
      headers: { authorization },
    })),
    upload: {
      url: `${emulator.url}/_host/upload.zoho.eu/workdrive-api/v1/stream/upload`,
      method: 'POST',
      headers: {
        authorization,
        'upload-id': 'u1',
        'x-filename': 'upload.bin',
        'x-parent_id': ids.store,
        'x-streammode': '1',
      },
    },
  };
}

/** Sends zeros and discards what comes. */
async function plain() {
  const chunk = Buffer.alloc(64 * 1024);
  const server = createServer((req, res) => {
    if (req.method === 'POST') {
      req.resume().on('end', () => res.end());
      return;
    }
    res.writeHead(200, { 'content-length': String(size) });
    let left = size;
    const more = () => {
      while (left > 0) {
        const part = chunk.subarray(0, Math.min(left, chunk.length));
        left -= part.length;
        if (!res.write(part)) {
          res.once('drain', more);
          return;
        }
      }
      res.end();
    };
    more();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const download = { url, method: 'GET', headers: {} };
  return {
    downloads: Array.from({ length: Number(downloads) }, () => download),
    upload: { url, method: 'POST', headers: {} },
  };
}
