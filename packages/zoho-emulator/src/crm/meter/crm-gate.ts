import type { EmulatedAnswer, EmulatedRequest, Gate, Passage } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';
import { type CrmMeter, type Payer, type Seat, crmMeter } from './crm-meter.ts';

export interface CrmGateOptions {
  /** What a call costs, as far as its address tells. */
  credits: (request: EmulatedRequest) => number;
  /** Whether it counts among the calls of which fewer run at once, as far as its address tells. */
  heavy: (request: EmulatedRequest) => boolean;
}

/** What a call weighs once its body is known. */
export interface CallWeight {
  credits: number;
  heavy: boolean;
}

/**
 * Counts the calls of an org against its credits and its concurrency (Zoho doc: api-limits). What
 * is refused costs nothing.
 */
export function crmGate(world: CrmWorld, { credits, heavy }: CrmGateOptions): Gate {
  const meter = crmMeter(world);
  return {
    enter(request, { org, clientId }) {
      const payer = { org, clientId };
      const seat = meter.sit(payer, heavy(request));
      if (!seat) return { refused: meter.refusal(), credits: 0 };
      const cost = credits(request);
      if (!meter.spend(org, cost)) {
        seat.leave();
        return { refused: meter.refusal(), credits: 0 };
      }
      const seats = [seat];
      const passage: Passage = {
        credits: cost,
        leave: () => seats.forEach((one) => one.leave()),
        headers() {
          const left = meter.remaining(org);
          if (left === undefined) return usualHeaders;
          return { ...usualHeaders, 'x-api-credits-remaining': String(left) };
        },
      };
      inside.set(request, { passage, seat, seats, meter, payer });
      return passage;
    },
  };
}

/**
 * Corrects what a call costs once its body is known, before anything is done for it. The answer
 * when that is more than is left; then the call has cost nothing.
 */
export function reweigh(
  request: EmulatedRequest,
  { credits, heavy }: CallWeight,
): EmulatedAnswer | undefined {
  const call = inside.get(request);
  if (!call) return undefined;
  const { passage, seat, meter, payer } = call;
  const { org } = payer;
  const booked = passage.credits ?? 0;
  const more = credits - booked;
  const paid = more <= 0 || meter.spend(org, more);
  if (more < 0) meter.refund(org, -more);
  if (paid && (!heavy || seat.weigh())) {
    passage.credits = credits;
    return undefined;
  }
  meter.refund(org, paid ? credits : booked);
  passage.credits = 0;
  return meter.refusal();
}

/**
 * Takes so many places more among the calls at once, until the call is over however it ends. The
 * answer when there are not so many.
 */
export function takeMoreSeats(request: EmulatedRequest, count: number): EmulatedAnswer | undefined {
  const call = inside.get(request);
  if (!call) return undefined;
  for (let taken = 0; taken < count; taken += 1) {
    const seat = call.meter.sit(call.payer, false);
    if (!seat) return call.meter.refusal();
    call.seats.push(seat);
  }
  return undefined;
}

// --- internal ---

interface Inside {
  passage: Passage;
  /** The first of `seats`. */
  seat: Seat;
  seats: Seat[];
  meter: CrmMeter;
  payer: Payer;
}

/** Zoho doc: composite-api, the headers of a sub-response. */
const usualHeaders = { 'x-content-type-options': 'nosniff', 'x-download-options': 'noopen' };

const inside = new WeakMap<EmulatedRequest, Inside>();
