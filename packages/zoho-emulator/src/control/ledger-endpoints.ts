import type { ControlEndpoints } from './endpoint.ts';

export const ledgerEndpoints: ControlEndpoints = {
  'GET /_emulator/ledger': (_, { ledger }) => ({ entries: ledger.entries() }),
};
