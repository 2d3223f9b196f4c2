import { exitCodes } from '../../exit-code.ts';
import type { OrgName } from '../../scopes/feature.ts';
import { judgeScopes } from '../../scopes/judge-scopes.ts';
import { failed, ok, warning, type Check, type Finding } from '../check.ts';
import { scopeFix } from '../finding-of-error.ts';

/** What the token may do, beside what a transfer does. */
export const createScopesCheck = (org: OrgName): Check => ({
  name: `scopes-${org.toLowerCase()}`,
  needs: [`token-${org.toLowerCase()}`],
  async run({ config, orgs }) {
    const { scopes } = orgs[org].get();
    if (scopes === undefined)
      return warning(
        `Zoho does not say what the token of org ${org} may do`,
        'see the checks below: each one asks for what it needs',
      );
    const { lacking, unused } = judgeScopes(org, scopes, config.get().crm.module);
    const findings = lacking.map(({ name, missing, without }): Finding => {
      const message = `org ${org} may not ${name}: ${missing.join(', ')} is missing`;
      const fix = scopeFix({ scopes: missing }, org);
      return without === undefined
        ? failed(message, fix, exitCodes.authorization)
        : warning(`${message}; ${without}`, fix);
    });
    if (unused.length > 0)
      findings.push(
        warning(
          `org ${org} may more than is used: ${unused.join(', ')}`,
          'leave it out of the next code: what a token may not do, nobody who steals it can',
        ),
      );
    return findings.length === 0
      ? ok(`org ${org} may do all that is needed, and no more`)
      : findings;
  },
});
