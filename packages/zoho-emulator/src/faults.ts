import * as v from 'valibot';
import { createAim } from './fault-aim.ts';
import { LibraryFaultSchema } from './fault-schema.ts';
import type { Fault, FaultEffect, FaultSubject } from './fault.ts';

export type { Fault, FaultEffect, FaultMatch, FaultSubject } from './fault.ts';

/** A fault that was added. */
export interface FaultHandle {
  id: number;
  /** What it was added with. */
  readonly fault: Fault;
  /** How many requests have felt it. */
  readonly fired: number;
  /** Resolves when a request feels it for the first time: for `hold`, once its body is read. */
  whenFired: Promise<void>;
  remove(): void;
}

/** The weather: faults that meet the requests they match. Of two that match, the older one does. */
export interface Faults {
  /** Throws a `TypeError` for a fault that cannot be, such as a header that HTTP has no way to write. */
  add(fault: Fault): FaultHandle;
  list(): FaultHandle[];
  /** Removes all of them. */
  clear(): void;
}

/** A fault that has met a request and waits for its moment. */
export interface MetFault {
  effect: FaultEffect;
  /** To be called at the moment the request feels it; only the first call counts. */
  fire(): void;
  /** Whether `fire` was called. */
  felt(): boolean;
}

/** The side of the faults that the server asks. */
export interface ArmedFaults extends Faults {
  /**
   * The fault that this request meets, if any. The one added first wins, and those behind it do not
   * count the request: two faults of one match meet one request each.
   */
  meet(subject: FaultSubject): MetFault | undefined;
}

export function createFaults(): ArmedFaults {
  let faults: ArmedFault[] = [];
  let lastId = 0;

  return {
    add(fault) {
      refuseImpossible(fault);
      lastId += 1;
      const armed = arm(lastId, fault, () => {
        faults = faults.filter((one) => one !== armed);
      });
      faults.push(armed);
      return armed.handle;
    },
    list: () => faults.map((fault) => fault.handle),
    clear() {
      faults = [];
    },
    meet: (subject) => faults.find((fault) => fault.aim(subject))?.meet(),
  };
}

// --- internal ---

function refuseImpossible(fault: Fault): void {
  const { issues } = v.safeParse(LibraryFaultSchema, fault);
  if (!issues) return;
  const problems = issues.map((issue) => `${v.getDotPath(issue) ?? 'fault'}: ${issue.message}`);
  throw new TypeError(problems.join('; '));
}

interface ArmedFault {
  handle: FaultHandle;
  aim: (subject: FaultSubject) => boolean;
  meet(): MetFault;
}

function arm(id: number, fault: Fault, remove: () => void): ArmedFault {
  const first = Promise.withResolvers<void>();
  let fired = 0;
  return {
    aim: createAim(fault.match ?? {}),
    handle: {
      id,
      fault,
      get fired() {
        return fired;
      },
      whenFired: first.promise,
      remove,
    },
    meet() {
      let felt = false;
      return {
        effect: fault.effect,
        fire() {
          if (felt) return;
          felt = true;
          fired += 1;
          first.resolve();
        },
        felt: () => felt,
      };
    },
  };
}
