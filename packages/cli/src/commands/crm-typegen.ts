import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createConnection } from '@zohokit/zoho-auth';
import {
  createCrmClient,
  generateModuleTypes,
  type CrmClient,
  type CrmField,
  type ModuleFields,
} from '@zohokit/zoho-crm';
import { isZohoError } from '@zohokit/zoho-http';
import type * as v from 'valibot';
import type { App } from '../app.ts';
import { CommandFailure } from '../command-failure.ts';
import { createCommand, type Command } from '../command.ts';
import { loadCrmConfig, type CrmConfig } from '../config/load-config.ts';
import type { TypegenResult } from '../crm/typegen-result.ts';
import { exitCodes } from '../exit-code.ts';
import { flagValues } from '../flags.ts';
import { nearestName } from '../nearest-name.ts';
import { harmless, harmlessJson } from '../output/harmless.ts';
import { connectEmulatorClock } from '../run/emulator-clock.ts';
import { UsageError } from '../usage-error.ts';

const flags = {
  module: {
    type: 'string',
    valueHint: 'NAMES',
    description: 'API names by commas, e.g. Deals,Contacts; may be given several times',
  },
  out: { type: 'string', valueHint: 'FILE', description: 'The TypeScript file to write' },
  settings: { type: 'string', valueHint: 'FILE', description: 'Instead of .env' },
  json: { type: 'boolean', description: 'One JSON object instead of words' },
} as const;

const command = 'zohokit crm typegen';

/** `zohokit crm typegen`: types and schemas of modules of org A, from its own field metadata. */
export function createCrmTypegenCommand(app: App): Command {
  return createCommand({
    name: 'crm typegen',
    description: 'Write TypeScript types of CRM modules from the fields of org A',
    args: flags,
    examples: [
      {
        line: 'crm typegen --module Deals,Contacts --out crm.ts',
        does: 'and import { DealsSchema } from it',
      },
    ],
    async run({ args, rawArgs }) {
      const modules = parseModules(flagValues(rawArgs, flags, 'module'));
      if (args.out === undefined) throw new UsageError('--out is missing: the file to write');
      const file = path.resolve(app.cwd, args.out);
      await checkFile(file, args.out);
      const { env, cwd } = app;
      const crm = await connect(await loadCrmConfig({ env, cwd, envFile: args.settings }), app);
      const read: ModuleFields[] = [];
      for (const module of modules) read.push(await readModule(crm, module, app));
      await replaceFile(file, generateModuleTypes(read, { command }));
      const written = read.map(({ module, fields }) => ({ module, fields: fields.length }));
      const words = written.map(({ module, fields }) => `${module} (${fields} fields)`).join(', ');
      const result: v.InferOutput<typeof TypegenResult> = {
        type: 'crm-typegen',
        file,
        modules: written,
      };
      app.out.write(
        `${args.json === true ? harmlessJson(result) : harmless(`${file}: ${words}`)}\n`,
      );
      return exitCodes.done;
    },
  });
}

// --- internal ---

function parseModules(given: readonly string[]): string[] {
  const names = given.flatMap((text) => text.split(',')).map((name) => name.trim());
  const modules = [...new Set(names.filter((name) => name !== ''))];
  if (modules.length === 0) throw new UsageError('--module is missing: Deals, or Deals,Contacts');
  const wrong = modules.find((name) => !/^[A-Za-z]\w*$/.test(name));
  if (wrong !== undefined)
    throw new UsageError(
      `--module takes API names, letters, digits and underscores, not ${JSON.stringify(wrong.slice(0, 60))}`,
    );
  return modules;
}

/** Before anything is asked: the folder is there, and no file of somebody else's is in the way. */
async function checkFile(file: string, given: string): Promise<void> {
  const folder = path.dirname(file);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true)
    throw new CommandFailure(`--out: there is no folder "${folder}": create it first`);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new CommandFailure(`--out: "${given}" cannot be written over`, { cause: error });
  });
  if (text === undefined || text.trim() === '' || text.includes(`Written by \`${command}\``))
    return;
  throw new CommandFailure(
    `--out: "${given}" holds something that ${command} did not write: take another name`,
  );
}

async function connect(config: CrmConfig, app: App): Promise<CrmClient> {
  const { emulatorUrl: url, network, orgA } = config;
  const { clock: machine, fetch } = app;
  const clock = url === undefined ? machine : await connectEmulatorClock({ url, fetch, machine });
  const connection = createConnection({
    name: 'org A',
    ...orgA,
    network,
    clock,
    emulatorUrl: url,
  });
  return createCrmClient(connection);
}

async function readModule(
  crm: CrmClient,
  module: string,
  { err, signal }: App,
): Promise<ModuleFields> {
  const fields = await crm.metadata.fields(module, { signal }).catch(async (error: unknown) => {
    throw isNoModule(error) ? await noModule(crm, module, signal) : error;
  });
  if (fields.length === 0)
    throw new CommandFailure(`--module: CRM says of no field of ${module} to this user`);
  const subforms: Record<string, CrmField[]> = {};
  for (const { subformModule: name, label } of fields) {
    if (name === undefined) continue;
    try {
      subforms[name] = await crm.metadata.fields(name, { signal });
    } catch (error) {
      if (!isNoModule(error)) throw error;
      err.write(
        `${harmless(`zohokit: the fields of the subform "${label}" are not told: its rows stay unknown`)}\n`,
      );
    }
  }
  return { module, fields, subforms };
}

function isNoModule(error: unknown): boolean {
  return isZohoError(error) && error.code === 'INVALID_MODULE';
}

async function noModule(crm: CrmClient, module: string, signal: AbortSignal): Promise<Error> {
  const modules = await crm.metadata.modules({ signal });
  const nearest = nearestName(
    module,
    modules.map(({ apiName }) => apiName),
  );
  const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return new CommandFailure(`--module: org A has no module "${module}"${hint}`);
}

/** Whole or not at all: who imports it must not meet half of it. */
async function replaceFile(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(beside, text);
    await rename(beside, file);
  } catch (cause) {
    throw new CommandFailure(`--out: "${file}" cannot be written`, { cause });
  }
}
