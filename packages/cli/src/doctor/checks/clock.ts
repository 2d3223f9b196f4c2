import { orgNames } from '../../scopes/feature.ts';
import { failed, ok, warning, type Check } from '../check.ts';

/** A token is replaced five minutes before its end: see `createTokenProvider`. */
const limits = { doubtfulMs: 60_000, wrongMs: 300_000 } as const;

const fix =
  'let the system keep its time (Windows: Settings > Time > Sync now; Linux: timedatectl set-ntp true)';

/** Whether this machine and Zoho agree on the time. */
export const clockCheck: Check = {
  name: 'clock',
  needs: ['network-a'],
  async run({ aheadMs }) {
    const known = orgNames.filter((org) => aheadMs[org].isKnown);
    if (known.length === 0) return warning('Zoho did not say what time it is', fix);
    const ahead = aheadMs[known[0] ?? 'A'].get();
    const off = Math.abs(ahead);
    const seconds = Math.round(off / 1000);
    if (off < limits.doubtfulMs) return ok(`the clock agrees with Zoho's within ${seconds} s`);
    const message = `the clock is ${describe(seconds)} ${ahead > 0 ? 'behind' : 'ahead of'} Zoho's`;
    return off < limits.wrongMs ? warning(message, fix) : failed(message, fix);
  },
};

// --- internal ---

function describe(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
