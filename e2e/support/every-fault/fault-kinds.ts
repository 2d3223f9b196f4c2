import type { Emulator, FaultEffect, LedgerEntry } from '@zohokit/zoho-emulator';

/** A request of an undisturbed run, that a fault is to meet. */
export type TargetRequest = Pick<LedgerEntry, 'role' | 'path' | 'org'>;

/** What meets a request, and what happens at that moment beside it. */
export interface FaultKind {
  name: string;
  effect: FaultEffect;
  beside?: (emulator: Emulator, request: TargetRequest) => void;
  /** Whether an operator authorises anew before the clean run. */
  revokes?: boolean;
}

/** Only so that what happens beside it comes before its answer. */
const passes: FaultEffect = { kind: 'delay', ms: 2 };

/** Every kind of fault that a request may meet. */
export const faultKinds: readonly FaultKind[] = [
  {
    name: '429 with Retry-After',
    effect: { kind: 'status', status: 429, headers: { 'retry-after': '40' } },
  },
  {
    name: 'a penalty that nobody waits for',
    effect: { kind: 'status', status: 429, headers: { 'retry-after': '1200' } },
  },
  { name: '429 without Retry-After', effect: { kind: 'status', status: 429 } },
  { name: 'a bare 503', effect: { kind: 'status', status: 503 } },
  { name: 'F000', effect: workdriveError(500, 'F000', 'INTERNAL_SERVER_ERROR') },
  {
    name: 'an HTML 502',
    effect: {
      kind: 'status',
      status: 502,
      text: '<html><body>Bad gateway</body></html>',
      headers: { 'content-type': 'text/html' },
    },
  },
  { name: 'a reset before', effect: { kind: 'reset' } },
  { name: 'an answer lost after commit', effect: { kind: 'answer-lost' } },
  { name: 'a late commit', effect: { kind: 'late-commit', delayMs: 8000 } },
  { name: 'a body cut', effect: { kind: 'cut-body', afterBytes: 7 } },
  {
    name: 'a body that ends early and claims to be whole',
    effect: { kind: 'truncate', afterBytes: 7 },
  },
  { name: 'a hang until the timeout', effect: { kind: 'hang' } },
  { name: 'R008', effect: workdriveError(401, 'R008', 'Unauthorized') },
  {
    name: 'an expired token',
    effect: passes,
    beside: (emulator) => {
      emulator.expireTokens('a');
      emulator.expireTokens('b');
    },
  },
  {
    name: 'a revoked grant',
    effect: passes,
    beside: (emulator, { org }) => emulator.revoke(org ?? 'a'),
    revokes: true,
  },
  { name: 'a full storage', effect: workdriveError(507, 'F016', 'Storage full') },
];

// --- internal ---

/** WorkDrive's envelope (Zoho doc: status-codes); to CRM and accounts it is an answer of nobody. */
function workdriveError(status: number, id: string, title: string): FaultEffect {
  const headers = { 'content-type': 'application/vnd.api+json;charset=UTF-8' };
  return { kind: 'status', status, json: { errors: [{ id, title }] }, headers };
}
