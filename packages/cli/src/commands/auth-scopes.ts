import type * as v from 'valibot';
import type { App } from '../app.ts';
import type { ScopesResult } from '../auth/auth-result.ts';
import { orgFlag, parseOrg } from '../auth/org-flag.ts';
import { createCommand, type Command } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { features, orgNames, scopesOfFeature, type OrgName } from '../scopes/feature.ts';
import { scopesToAsk } from '../scopes/scopes-to-ask.ts';
import { UsageError } from '../usage-error.ts';

const flags = {
  org: orgFlag,
  module: {
    type: 'string',
    valueHint: 'API_NAME',
    description: 'For this CRM module alone instead of all',
  },
  minimal: { type: 'boolean', description: 'Only what nothing works without' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
} as const;

/** `zohokit auth scopes`: what to paste when a code is generated. */
export function createScopesCommand(app: App): Command {
  return createCommand({
    name: 'auth scopes',
    description: 'Print the scopes to ask for, and what each one is for',
    args: flags,
    examples: [
      { line: 'auth scopes', does: 'of both organisations' },
      { line: 'auth scopes --org A --module Deals', does: 'for one CRM module alone' },
      { line: 'auth scopes --org B --minimal', does: 'only what nothing works without' },
    ],
    run: async ({ args }) => {
      const { module, minimal = false, json } = args;
      if (module !== undefined && !/^[A-Za-z]\w*$/.test(module))
        throw new UsageError('--module must be an API name, e.g. Deals');
      const org = parseOrg(args.org);
      const orgs = (org === undefined ? orgNames : [org]).map((one) =>
        describe(one, { module, minimal }),
      );
      const result: v.InferOutput<typeof ScopesResult> = { type: 'auth-scopes', orgs };
      app.out.write(json === true ? `${JSON.stringify(result)}\n` : toText(result));
      return exitCodes.done;
    },
  });
}

// --- internal ---

type Described = v.InferOutput<typeof ScopesResult>['orgs'][number];

function describe(
  org: OrgName,
  { module, minimal }: { module: string | undefined; minimal: boolean },
): Described {
  return {
    org,
    scopes: scopesToAsk({ org, module, minimal }).join(','),
    features: features
      .filter((feature) => feature.org === org && !(minimal && feature.without !== undefined))
      .map((feature) => ({
        name: feature.name,
        scopes: scopesOfFeature(feature, module),
        without: feature.without ?? null,
      })),
  };
}

function toText({ orgs }: v.InferOutput<typeof ScopesResult>): string {
  return orgs
    .map(({ org, scopes, features: all }) => {
      const lines = all.map(({ name, scopes: own, without }) => {
        const cost = without === null ? 'nothing works without' : `without: ${without}`;
        return `  ${name}\n    ${own.join(', ')}\n    ${cost}\n`;
      });
      return `Org ${org}, to paste into the Self Client's tab Generate Code:\n\n${scopes}\n\n${lines.join('')}`;
    })
    .join('\n');
}
