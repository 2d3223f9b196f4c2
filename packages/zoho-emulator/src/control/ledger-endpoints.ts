import * as v from 'valibot';
import type { ControlEndpoints } from './endpoint.ts';

const WholeNumber = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}$/, 'is not a whole number'),
  v.transform(Number),
);
const Query = v.strictObject({
  org: v.optional(v.picklist(['a', 'b'])),
  since: v.optional(WholeNumber),
  limit: v.optional(WholeNumber),
});

export const ledgerEndpoints: ControlEndpoints = {
  'GET /_emulator/ledger': ({ query }, { ledger }) => {
    const filter = v.parse(Query, Object.fromEntries(query));
    return { entries: ledger.entries(filter), dropped: ledger.dropped };
  },
  'GET /_emulator/ledger.har': (_, { ledger }) => ledger.toHar(),
  'DELETE /_emulator/ledger': (_, { ledger }) => {
    ledger.clear();
    return {};
  },
};
