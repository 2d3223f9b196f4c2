/**
 * What is wrong with asking for these scopes, in the words of the token endpoint; `undefined` when
 * nothing is. Only scopes of the products that are emulated exist.
 */
export function scopeProblem(
  scopes: readonly string[],
): 'invalid_scope' | 'scope_does_not_exist' | undefined {
  if (scopes.length === 0 || !scopes.every((scope) => /^\w+(\.\w+){2,3}$/.test(scope))) {
    return 'invalid_scope';
  }
  return scopes.every((scope) => existing.test(scope)) ? undefined : 'scope_does_not_exist';
}

// --- internal ---

/** Zoho doc: accounts/protocol/oauth, `ServiceName.scopeName.OPERATION`; CRM also has `WRITE`. */
const existing =
  /^(?:ZohoCRM|WorkDrive|ZohoFiles|ZohoSearch|aaaserver)(?:\.\w+){1,2}\.(?:ALL|CREATE|READ|UPDATE|DELETE|WRITE)$/i;
