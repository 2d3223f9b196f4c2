import { resolveDataCenter, revokeToken } from '@zohokit/zoho-auth';
import { isZohoError, type Clock } from '@zohokit/zoho-http';
import type * as v from 'valibot';
import type { App } from '../app.ts';
import type { ExchangeResult, RefreshResult, RevokeResult } from '../auth/auth-result.ts';
import { describeScopes } from '../auth/describe-grant.ts';
import { keepGrant } from '../auth/keep-grant.ts';
import { orgFlag, requireOrg } from '../auth/org-flag.ts';
import { tradeCode } from '../auth/trade-code.ts';
import { tryGrant } from '../auth/try-grant.ts';
import { createCommand, type Command } from '../command.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import {
  loadWay,
  orgSettings,
  refreshTokenOf,
  variablesOf,
  type OrgSettings,
  type Way,
} from '../config/org-settings.ts';
import { readSettings, type GivenSettings } from '../config/read-settings.ts';
import { checkEnvFileWritable, writeEnvFile } from '../config/write-env-file.ts';
import { exitCodes } from '../exit-code.ts';
import { harmless } from '../output/harmless.ts';
import { connectEmulatorClock } from '../run/emulator-clock.ts';
import type { OrgName } from '../scopes/feature.ts';
import { judgeScopes } from '../scopes/judge-scopes.ts';
import { UsageError } from '../usage-error.ts';

const settings = { type: 'string', valueHint: 'FILE', description: 'Instead of .env' } as const;
const json = { type: 'boolean', description: 'One JSON object instead of words' } as const;
const region = {
  type: 'string',
  valueHint: 'NAME',
  description: 'Where the account lives, e.g. eu; auto asks each data centre once',
} as const;

const exchangeFlags = {
  org: orgFlag,
  code: { type: 'string', valueHint: 'CODE', description: 'From the Self Client; works once' },
  region,
  print: { type: 'boolean', description: 'Show the token instead of writing it to the file' },
  settings,
  json,
} as const;

/** `zohokit auth exchange`: the code of a Self Client for a refresh token, at once. */
export function createExchangeCommand(app: App): Command {
  return createCommand({
    name: 'auth exchange',
    description: 'Trade the code of a Self Client for a refresh token',
    args: exchangeFlags,
    examples: [
      {
        line: 'auth exchange --org A --code 1000.…',
        does: 'into .env, client id and secret from there',
      },
      { line: 'auth exchange --org B --code 1000.… --region us', does: 'of an account in the US' },
      { line: 'auth exchange --org B --code 1000.… --print', does: 'shows what to put where' },
    ],
    async run({ args }) {
      const org = requireOrg(args.org);
      const { code } = args;
      if (code === undefined)
        throw new UsageError('--code is missing: generate one in the API console (Self Client)');
      const flagged = parseRegion(args.region);
      const { given, way, clock, client } = await prepare(app, org, args.settings);
      const print = args.print === true;
      // Before the code is used up.
      if (!print) await checkEnvFileWritable(given.file);
      const dataCenter = flagged === 'auto' ? undefined : (flagged ?? client.dataCenter);
      const grant = await tradeCode({
        org,
        ...way,
        clientId: client.clientId,
        clientSecret: client.clientSecret,
        dataCenter,
        code,
        clock,
        signal: app.signal,
      });
      const kept = await keepGrant({ org, grant, given, print });
      const module = given.values.CRM_MODULE_API_NAME;
      const result: v.InferOutput<typeof ExchangeResult> = {
        type: 'auth-exchange',
        org,
        dataCenter: grant.dataCenter,
        ...scopesResult(org, grant.scopes, module),
        ...kept,
      };
      if (args.json === true) tellJson(app, result);
      else tellLines(app, exchangeLines(result, module), given, org);
      return exitCodes.done;
    },
  });
}

const refreshFlags = { org: orgFlag, settings, json } as const;

/** `zohokit auth refresh`: whether a refresh token works, and for what. */
export function createRefreshCommand(app: App): Command {
  return createCommand({
    name: 'auth refresh',
    description: 'Try the refresh token, and say what it may do',
    args: refreshFlags,
    examples: [
      { line: 'auth refresh --org A', does: 'whose token it is, and what it lacks' },
      { line: 'auth refresh --org B --json', does: 'the same for a program' },
    ],
    async run({ args }) {
      const org = requireOrg(args.org);
      const { given, way, clock, client } = await prepare(app, org, args.settings);
      const { dataCenter = missingRegion(org) } = client;
      const refreshToken = refreshTokenOf(given, org);
      const options = { ...client, ...way, dataCenter, org, refreshToken, clock };
      const tried = await tryGrant({ ...options, signal: app.signal });
      const { expiresAt, scopes, user } = tried;
      const module = given.values.CRM_MODULE_API_NAME;
      const who = user && { name: user.name ?? null, email: user.email ?? null };
      const until = new Date(expiresAt).toISOString();
      const result: v.InferOutput<typeof RefreshResult> = {
        type: 'auth-refresh',
        org,
        dataCenter,
        ...scopesResult(org, scopes, module),
        unused: scopes === undefined ? [] : judgeScopes(org, scopes, module).unused,
        expiresAt: until,
        user: who ?? null,
      };
      if (args.json === true) tellJson(app, result);
      else {
        const lines = [
          `org ${org}: the refresh token works in ${dataCenter}; an access token is good until ${until}`,
          ...(who === undefined
            ? []
            : [`user: ${who.name ?? 'unnamed'} ${who.email ?? ''}`.trimEnd()]),
          ...describeScopes(org, scopes, module),
        ];
        tellLines(app, lines);
      }
      return exitCodes.done;
    },
  });
}

const revokeFlags = {
  org: orgFlag,
  yes: { type: 'boolean', description: 'Really: every program that uses the token loses it' },
  settings,
  json,
} as const;

/** `zohokit auth revoke`: ends a refresh token. */
export function createRevokeCommand(app: App): Command {
  return createCommand({
    name: 'auth revoke',
    description: 'End the refresh token for good',
    args: revokeFlags,
    examples: [{ line: 'auth revoke --org B --yes', does: 'and takes it out of .env' }],
    async run({ args }) {
      const org = requireOrg(args.org);
      if (args.yes !== true)
        throw new UsageError(
          'auth revoke ends the token for every program that uses it: add --yes if that is meant',
        );
      const { given, way, clock, client } = await prepare(app, org, args.settings);
      const { dataCenter = missingRegion(org) } = client;
      const token = refreshTokenOf(given, org);
      const options = { ...client, ...way, name: `org ${org}`, dataCenter, token, clock };
      const answer = await revokeToken({ ...options, signal: app.signal });
      const name = variablesOf(org).refreshToken;
      const file = answer === 'revoked' && given.origins[name] === 'file' ? given.file : null;
      if (file !== null) await writeEnvFile(file, { [name]: '' });
      const result: v.InferOutput<typeof RevokeResult> = {
        type: 'auth-revoke',
        org,
        dataCenter,
        result: answer,
        file,
      };
      if (args.json === true) tellJson(app, result);
      else tellLines(app, revokeLines(result, name));
      return answer === 'revoked' ? exitCodes.done : exitCodes.authorization;
    },
  });
}

// --- internal ---

interface Prepared {
  given: GivenSettings;
  way: Way;
  clock: Clock;
  client: OrgSettings;
}

async function prepare(app: App, org: OrgName, envFile: string | undefined): Promise<Prepared> {
  const given = await readSettings({ env: app.env, cwd: app.cwd, envFile });
  const client = orgSettings(given, org);
  const way = await loadWay(given, app.env);
  const { emulatorUrl: url } = way;
  const { fetch, clock: machine } = app;
  const clock = url === undefined ? machine : await connectEmulatorClock({ url, fetch, machine });
  return { given, way, clock, client };
}

function parseRegion(text: string | undefined): string | undefined {
  if (text === undefined || text.trim().toLowerCase() === 'auto') return text && 'auto';
  try {
    return resolveDataCenter(text).name;
  } catch (error) {
    if (!isZohoError(error)) throw error;
    throw new UsageError(`--region: ${error.message} (${error.hint ?? 'or auto'})`, {
      cause: error,
    });
  }
}

function missingRegion(org: OrgName): never {
  throw new ConfigurationError([
    `ORG_${org}_REGION is missing, and so is ZOHO_REGION: where the account lives, e.g. eu, com or in`,
  ]);
}

function scopesResult(
  org: OrgName,
  scopes: readonly string[] | undefined,
  module: string | undefined,
): Pick<v.InferOutput<typeof ExchangeResult>, 'scopes' | 'lacking'> {
  if (scopes === undefined) return { scopes: null, lacking: [] };
  const { lacking } = judgeScopes(org, scopes, module);
  return {
    scopes: [...scopes],
    lacking: lacking.map(({ without, ...rest }) => ({ ...rest, without: without ?? null })),
  };
}

function exchangeLines(
  { org, dataCenter, scopes, file, variables }: v.InferOutput<typeof ExchangeResult>,
  module: string | undefined,
): string[] {
  const names = Object.keys(variables).join(', ');
  const where =
    file === null
      ? [
          'put this into the settings, and nowhere else:',
          ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
        ]
      : [`${names} written to "${file}"`];
  return [
    `org ${org}: connected in ${dataCenter}`,
    ...where,
    ...describeScopes(org, scopes ?? undefined, module),
  ];
}

function revokeLines(
  { org, dataCenter, result, file }: v.InferOutput<typeof RevokeResult>,
  name: string,
): string[] {
  if (result === 'unknown')
    return [
      `org ${org}: ${dataCenter} does not know this token: it was revoked before, or belongs to another region, where it still works`,
    ];
  const taken =
    file === null ? `remove ${name} from the environment` : `${name} emptied in "${file}"`;
  return [`org ${org}: the refresh token is revoked, with all its access tokens`, taken];
}

function tellJson(app: App, result: object): void {
  app.out.write(`${JSON.stringify(result)}\n`);
}

function tellLines(app: App, lines: readonly string[], given?: GivenSettings, org?: OrgName): void {
  for (const line of lines) app.out.write(`${harmless(line)}\n`);
  if (given === undefined || org === undefined) return;
  const name = variablesOf(org).refreshToken;
  if (given.origins[name] === 'environment')
    app.err.write(
      `zohokit: ${name} of the environment comes before the file: remove it there, or nothing changes\n`,
    );
}
