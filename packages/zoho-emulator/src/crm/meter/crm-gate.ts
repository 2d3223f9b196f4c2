import type { EmulatedRequest, Gate } from '../../seam.ts';
import type { CrmWorld } from '../crm-world.ts';

export interface CrmGateOptions {
  /** What a call costs. */
  credits: (request: EmulatedRequest) => number;
  /** Whether it counts among the calls of which fewer run at once. */
  heavy: boolean;
}

/** Counts the calls of an org against its credits and its concurrency (Zoho doc: api-limits). */
export function crmGate(_world: CrmWorld, { credits }: CrmGateOptions): Gate {
  return { enter: (request) => ({ credits: credits(request) }) };
}
