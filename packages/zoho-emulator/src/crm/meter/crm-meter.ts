import * as v from 'valibot';
import { toCrmError } from '../../refusals.ts';
import type { EmulatedAnswer, OrgKey } from '../../seam.ts';
import type { SnapshotTable } from '../../snapshot-table.ts';
import type { CrmWorld } from '../crm-world.ts';
import { type CreditEntry, type CreditLog, createCreditLog } from './credit-log.ts';
import { concurrencyOf, dailyCreditsOf, heavyConcurrency } from './edition-limits.ts';

/** Whose calls are counted together (Zoho doc: api-limits: per org, and per app for concurrency). */
export interface Payer {
  org: OrgKey;
  clientId: string;
}

/** The budget of both orgs: credits of 24 hours, and calls at once. */
export interface CrmMeter {
  /** Books credits, or says that they are not there; then nothing is booked. */
  spend(org: OrgKey, credits: number): boolean;
  /** Gives back what was booked too much. */
  refund(org: OrgKey, credits: number): void;
  /** What the header says; `undefined` until half of the budget is spent. */
  remaining(org: OrgKey): number | undefined;
  /** Takes a seat among the calls at once, or says that there is none. */
  sit(payer: Payer, heavy: boolean): Seat | undefined;
  /** How a call is refused, as the profile has it. */
  refusal(): EmulatedAnswer;
}

export interface Seat {
  /** Takes a heavy seat too; `false` when there is none. */
  weigh(): boolean;
  leave(): void;
}

/** The meter of a world; the same each time. */
export function crmMeter(world: CrmWorld): CrmMeter {
  const known = meters.get(world);
  if (known) return known;
  const meter = createCrmMeter(world);
  meters.set(world, meter);
  return meter;
}

// --- internal ---

const meters = new WeakMap<CrmWorld, CrmMeter>();

function createCrmMeter(world: CrmWorld): CrmMeter {
  const { clock, profile } = world.deps;
  const logs: Record<OrgKey, CreditLog> = { a: createCreditLog(), b: createCreditLog() };
  const seats = createSeats(world);
  world.tables.push(toTable(logs));
  const limit = (key: OrgKey): number => {
    const { edition, userLicenses } = world.org(key);
    return profile().dailyCredits || dailyCreditsOf(edition, userLicenses);
  };
  return {
    sit: seats,
    spend(org, credits) {
      const exceeds = logs[org].used(clock.now()) + credits > limit(org);
      if (exceeds && profile().crmLimits) return false;
      logs[org].add(clock.now(), credits);
      return true;
    },
    refund: (org, credits) => logs[org].add(clock.now(), -credits),
    remaining(org) {
      const used = logs[org].used(clock.now());
      const all = limit(org);
      // Without a bound there is nothing of which half could be spent.
      return used * 2 >= all ? Math.max(0, all - used) : undefined;
    },
    refusal() {
      const { crmThrottleCode, crmRetryAfter } = profile();
      const answer = toCrmError(
        429,
        crmThrottleCode,
        'too many requests. please try again after some time',
      );
      if (crmRetryAfter === 0) return answer;
      return { ...answer, headers: { 'retry-after': String(crmRetryAfter) } };
    },
  };
}

function createSeats(world: CrmWorld): CrmMeter['sit'] {
  const { profile } = world.deps;
  const busy = new Map<string, { all: number; heavy: number }>();
  return (payer, heavy) => {
    const key = `${payer.org} ${payer.clientId}`;
    const taken = busy.get(key) ?? { all: 0, heavy: 0 };
    const { crmLimits, crmConcurrency } = profile();
    const most = crmConcurrency || concurrencyOf(world.org(payer.org).edition);
    const full = taken.all >= most || (heavy && taken.heavy >= heavyConcurrency);
    if (full && crmLimits) return undefined;
    busy.set(key, taken);
    taken.all += 1;
    if (heavy) taken.heavy += 1;
    let isHeavy = heavy;
    return {
      weigh() {
        if (isHeavy) return true;
        if (taken.heavy >= heavyConcurrency && profile().crmLimits) return false;
        taken.heavy += 1;
        isHeavy = true;
        return true;
      },
      leave() {
        taken.all -= 1;
        if (isHeavy) taken.heavy -= 1;
      },
    };
  };
}

const Row = v.object({ org: v.picklist(['a', 'b']), at: v.number(), credits: v.number() });

function toTable(logs: Record<OrgKey, CreditLog>): SnapshotTable {
  const keys = ['a', 'b'] as const;
  return {
    name: 'crm-credits',
    *capture() {
      for (const org of keys) {
        for (const { at, credits } of logs[org].entries()) yield { org, at, credits };
      }
    },
    restore(rows) {
      const entries: Record<OrgKey, CreditEntry[]> = { a: [], b: [] };
      for (const row of rows) {
        const { org, at, credits } = v.parse(Row, row);
        entries[org].push({ at, credits });
      }
      for (const org of keys) logs[org] = createCreditLog(entries[org]);
    },
  };
}
