import { createHash } from 'node:crypto';
import { createConnection } from '@zohokit/zoho-auth';
import { createCrmClient } from '../client.ts';
import { peakMiB } from './peak-memory.ts';

/**
 * A program of its own, so that its memory is that of a reader alone: reads 2,000 records of
 * Projects, then all, and says what it found and how much memory each took at most.
 */
const [emulatorUrl = '', clientId = '', clientSecret = '', refreshToken = '', by] =
  process.argv.slice(2);
const crm = createCrmClient(
  createConnection({
    name: 'org a',
    dataCenter: 'eu',
    clientId,
    clientSecret,
    refreshToken,
    emulatorUrl,
  }),
);
const projects = crm.module('Projects');
const options = { fields: ['Name', 'Amount'], by: by === 'coql' ? 'coql' : 'pages' } as const;

const walk = projects.readAll(options);
for (let few = 0; few < 2_000; few += 1) await walk.next();
await walk.return(undefined);
const peakOfFew = peakMiB();

const hash = createHash('sha256');
let count = 0;
const onProgress = ({ rows }: { rows: number }) => void process.stdout.write(`${rows}\n`);
for await (const { id } of projects.readAll({ ...options, onProgress })) {
  hash.update(`${id}\n`);
  count += 1;
}
const peakOfAll = peakMiB();
process.stdout.write(
  `${JSON.stringify({ count, ids: hash.digest('hex'), peakOfFew, peakOfAll })}\n`,
);
