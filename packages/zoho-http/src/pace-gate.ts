import type { Gate } from './gate.ts';
import { createWindowGate, type WindowGateOptions } from './window-gate.ts';

/** How many requests may pass per second, and where that is counted. */
export interface PaceGateOptions extends Pick<WindowGateOptions, 'clock' | 'key' | 'store'> {
  /** Requests per second; two never pass closer together than its inverse, also after idling. */
  perSecond: number;
}

/** Lets requests pass one by one, in the order they came. Burst 1: unused time is not saved up. */
export function createPaceGate({ perSecond, ...options }: PaceGateOptions): Gate {
  return createWindowGate({ ...options, entries: 1, windowMs: 1000 / perSecond });
}
