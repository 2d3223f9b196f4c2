import type { App } from './app.ts';
import type { CommandEntry } from './command.ts';
import type { ExitCode } from './exit-code.ts';

/**
 * Every command of the program, in the order of the help. Each is loaded when it is called, so that
 * none starts slower for what another one needs.
 * @param zohokit the program itself, for a command that runs others
 */
export function createCommands(app: App, zohokit: Zohokit): CommandEntry[] {
  const entries: CommandEntry[] = [
    ...setupCommands(app, zohokit),
    ...transferCommands(app),
    { name: 'auth', description: authDescription, commands: authCommands(app) },
    { name: 'config', description: 'Show the settings in force', commands: configCommands(app) },
    { name: 'crm', description: 'Work with the CRM of org A', commands: crmCommands(app) },
    {
      name: 'demo',
      description: 'Run the main job between two emulated organisations and check every rule',
      load: async () => (await import('./commands/demo.ts')).createDemoCommand(app, zohokit),
    },
    {
      name: 'emulator',
      description: 'Serve two Zoho orgs on this machine, to try things out',
      load: async () => (await import('./commands/emulator.ts')).createEmulatorCommand(app),
    },
    {
      name: 'completions',
      description: 'Print what makes a shell complete commands and flags',
      load: async () =>
        (await import('./commands/completions.ts')).createCompletionsCommand(app, () => entries),
    },
  ];
  return entries;
}

// --- internal ---

type Zohokit = (rawArgs: readonly string[], app: App) => Promise<ExitCode>;

const authDescription = 'Get, check and end the refresh tokens; say which scopes they need';

function setupCommands(app: App, zohokit: Zohokit): CommandEntry[] {
  return [
    {
      name: 'init',
      description: 'Set up a transfer step by step, up to a dry run',
      load: async () => (await import('./commands/init.ts')).createInitCommand(app, zohokit),
    },
    {
      name: 'doctor',
      description: 'Check every assumption against both organisations, and name the fix',
      load: async () => (await import('./commands/doctor.ts')).createDoctorCommand(app),
    },
  ];
}

function transferCommands(app: App): CommandEntry[] {
  return [
    {
      name: 'run',
      description: 'Move the files of all pending records once',
      load: async () => (await import('./commands/run.ts')).createRunCommand(app),
    },
    {
      name: 'report',
      description: 'Write what became of a run as one HTML file, or as CSV',
      load: async () => (await import('./commands/report.ts')).createReportCommand(app),
    },
  ];
}

function configCommands(app: App): CommandEntry[] {
  return [
    {
      name: 'show',
      description: 'Show every setting, where it comes from, and what is wrong with it',
      load: async () => (await import('./commands/config-show.ts')).createConfigShowCommand(app),
    },
  ];
}

function crmCommands(app: App): CommandEntry[] {
  return [
    {
      name: 'typegen',
      description: "Write the types of an org's CRM modules",
      load: async () => (await import('./commands/crm-typegen.ts')).createCrmTypegenCommand(app),
    },
  ];
}

function authCommands(app: App): CommandEntry[] {
  const load = () => import('./commands/auth.ts');
  return [
    {
      name: 'exchange',
      description: 'Trade the code of a Self Client for a refresh token',
      load: async () => (await load()).createExchangeCommand(app),
    },
    {
      name: 'refresh',
      description: 'Try the refresh token, and say what it may do',
      load: async () => (await load()).createRefreshCommand(app),
    },
    {
      name: 'revoke',
      description: 'End the refresh token for good',
      load: async () => (await load()).createRevokeCommand(app),
    },
    {
      name: 'scopes',
      description: 'Print the scopes to ask for, and what each one is for',
      load: async () => (await import('./commands/auth-scopes.ts')).createScopesCommand(app),
    },
  ];
}
