/** What was granted beside what is needed. */
export interface ScopeComparison {
  /** Needed and not granted, as they were asked for. */
  missing: string[];
  /** Granted and of no use to anything that is needed, as Zoho says them. */
  unused: string[];
}

/**
 * Compares scopes: lists, or texts with spaces or commas between. Spelling by case does not count.
 * `ALL` covers the operations of its part, in CRM also those of the parts below it
 * (`ZohoCRM.modules.ALL` covers `ZohoCRM.modules.leads.READ`), where `WRITE` covers `CREATE` and
 * `UPDATE`. A need for `ALL` is met by `ALL` alone.
 */
export function compareScopes(
  granted: string | readonly string[],
  needed: string | readonly string[],
): ScopeComparison {
  const have = toList(granted);
  const need = toList(needed);
  return {
    missing: need.filter((scope) => !have.some((one) => covers(one, scope))),
    unused: have.filter((one) => !need.some((scope) => covers(one, scope))),
  };
}

// --- internal ---

function toList(scopes: string | readonly string[]): string[] {
  const all = typeof scopes === 'string' ? [scopes] : scopes;
  const words = all.flatMap((text) => text.split(/[\s,]+/)).filter(Boolean);
  return [
    ...new Map(words.toReversed().map((word) => [word.toLowerCase(), word])).values(),
  ].toReversed();
}

/** `ZohoCRM.modules.leads.READ`: a part of a service, and an operation. */
function parse(scope: string): { part: string; operation: string } {
  const words = scope.toLowerCase().split('.');
  return { part: words.slice(0, -1).join('.'), operation: words.at(-1) ?? '' };
}

function covers(granted: string, needed: string): boolean {
  const [have, need] = [parse(granted), parse(needed)];
  const inCrm = have.part.startsWith('zohocrm.');
  const samePart = have.part === need.part || (inCrm && need.part.startsWith(`${have.part}.`));
  if (!samePart) return false;
  if (have.operation === need.operation || have.operation === 'all') return true;
  // Zoho doc: crm/v8/scopes
  return inCrm && have.operation === 'write' && ['create', 'update'].includes(need.operation);
}
