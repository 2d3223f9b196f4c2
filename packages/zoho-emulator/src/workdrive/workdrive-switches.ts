import * as v from 'valibot';
import { defineSwitch } from '../switches.ts';

const Milliseconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** How WorkDrive behaves where it varies. */
export const workdriveSwitches = {
  sameName: defineSwitch(v.picklist(['conflict', 'suffix']), {
    benign: 'conflict',
    worst: 'suffix',
    confidence: 'documented',
    about: 'Upload of a taken name without override: refused with 409, or stored under a suffix.',
    source: 'Zoho doc: upload-file says 409, Deluge upload-file says suffix',
  }),
  sizeLagReads: defineSwitch(Count, {
    benign: 0,
    worst: 3,
    confidence: 'seen by clients',
    about: 'After an upload its size reads 0 in this many reads (listing or info).',
    source: 'rclone backend/zoho/zoho.go; how long is unknown',
  }),
  md5: defineSwitch(v.picklist(['right', 'absent', 'wrong']), {
    benign: 'right',
    worst: 'absent',
    confidence: 'seen by clients',
    about: 'What upload answers say in MD5_CHECKSUM.',
    source: 'rclone backend/zoho/api/types.go has the key; a wrong one is only feared',
  }),
  sizeInAnswers: defineSwitch(v.boolean(), {
    benign: true,
    worst: true,
    confidence: 'seen by clients',
    about: 'Whether upload answers carry the size in their file info.',
    source: 'rclone backend/zoho/api/types.go',
  }),
  lateCommitMs: defineSwitch(Milliseconds, {
    benign: 0,
    worst: 8000,
    confidence: 'inferred',
    about: 'When the client is gone before the answer, the upload is stored so many ms later.',
    source: 'proxies and queues that outlive their client',
  }),
  stripFullWidth: defineSwitch(v.boolean(), {
    benign: false,
    worst: true,
    confidence: 'seen by clients',
    about: 'Whether full-width characters are silently removed from uploaded names.',
    source: 'rclone docs/content/zoho.md',
  }),
  timesAsStrings: defineSwitch(v.boolean(), {
    benign: false,
    worst: true,
    confidence: 'seen by clients',
    about: 'Whether millisecond times are quoted strings.',
    source: 'rclone backend/zoho/api/types.go',
  }),
  retryAfter: defineSwitch(v.boolean(), {
    benign: true,
    worst: true,
    confidence: 'seen by clients',
    about: 'Whether 429 answers carry Retry-After.',
    source: 'rclone issue 9570; it is sometimes absent',
  }),
  throttle: defineSwitch(v.boolean(), {
    benign: true,
    worst: true,
    confidence: 'measured',
    about: 'Whether the throttles of WorkDrive are in force.',
    source: 'rclone issues 9570 to 9579',
  }),
};
