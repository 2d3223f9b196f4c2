import { compareScopes } from '@zohokit/zoho-auth';
import { features, scopesOfFeature, type OrgName } from './feature.ts';

/** A feature for which a grant lacks something. */
export interface LackingFeature {
  name: string;
  missing: string[];
  /** What it costs; `undefined`: nothing works without. */
  without: string | undefined;
}

/** What a grant may do, measured by what a transfer does. */
export interface ScopeJudgement {
  lacking: LackingFeature[];
  /** Granted, and of no use here. */
  unused: string[];
}

/** @param module the CRM module's API name, if it is known */
export function judgeScopes(
  org: OrgName,
  granted: readonly string[],
  module?: string,
): ScopeJudgement {
  const ofOrg = features.filter((feature) => feature.org === org);
  const lacking = ofOrg.flatMap((feature): LackingFeature[] => {
    const { name, without } = feature;
    const { missing } = compareScopes(granted, scopesOfFeature(feature, module));
    return missing.length === 0 ? [] : [{ name, missing, without }];
  });
  const needed = ofOrg.flatMap((feature) => scopesOfFeature(feature, module));
  return { lacking, unused: compareScopes(granted, needed).unused };
}
