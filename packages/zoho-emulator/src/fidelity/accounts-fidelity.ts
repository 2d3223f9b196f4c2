import { accountsConsentFidelity } from './accounts-consent-fidelity.ts';
import { accountsTokenFidelity } from './accounts-token-fidelity.ts';
import { accountsLimitFidelity } from './accounts-limit-fidelity.ts';
import { authenticationFidelity } from './authentication-fidelity.ts';
import type { FidelityRow } from './fidelity-row.ts';

/** Everything that is known of the accounts servers, and of tokens at the products. */
export const accountsFidelity: readonly FidelityRow[] = [
  ...accountsConsentFidelity,
  ...accountsTokenFidelity,
  ...accountsLimitFidelity,
  ...authenticationFidelity,
];
