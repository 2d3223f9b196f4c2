import { features, scopesOfFeature, type OrgName } from './feature.ts';

export interface ScopesToAskOptions {
  org: OrgName;
  /** API name; the scopes are then for this module alone. @default every module */
  module?: string | undefined;
  /** Leaves out what a transfer can do without. @default false */
  minimal?: boolean | undefined;
}

/**
 * What to paste into the console when a code is generated. Two or more operations of one part are
 * asked for as its `ALL`: the console's field is short, and so is the memory of those who read it.
 */
export function scopesToAsk({ org, module, minimal = false }: ScopesToAskOptions): string[] {
  const asked = features
    .filter((feature) => feature.org === org && !(minimal && feature.without !== undefined))
    .flatMap((feature) => scopesOfFeature(feature, module));
  const operations = new Map<string, Set<string>>();
  for (const scope of asked) {
    const end = scope.lastIndexOf('.');
    const part = scope.slice(0, end);
    const known = operations.get(part) ?? new Set();
    operations.set(part, known.add(scope.slice(end + 1)));
  }
  return [...operations].map(([part, [first = 'ALL', ...others]]) =>
    others.length === 0 ? `${part}.${first}` : `${part}.ALL`,
  );
}
