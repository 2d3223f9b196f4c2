import { judgeScopes } from '../scopes/judge-scopes.ts';
import type { OrgName } from '../scopes/feature.ts';

/** What a grant may do and lacks, as lines for a person. */
export function describeScopes(
  org: OrgName,
  scopes: readonly string[] | undefined,
  module: string | undefined,
): string[] {
  if (scopes === undefined) return ['Zoho does not say what it may do: zohokit doctor finds out'];
  const { lacking, unused } = judgeScopes(org, scopes, module);
  const missing = lacking.map(
    ({ name, missing: names, without }) =>
      `missing to ${name}: ${names.join(', ')}${without === undefined ? ' (nothing works without)' : ` (without: ${without})`}`,
  );
  const spare = unused.length === 0 ? [] : [`not needed: ${unused.join(', ')}`];
  return [`may: ${scopes.join(', ')}`, ...missing, ...spare];
}
