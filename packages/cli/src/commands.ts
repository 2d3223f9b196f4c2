import type { App } from './app.ts';
import type { CommandEntry } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import type { Machine } from './schedule/machine.ts';

/**
 * Every command of the program, in the order of the help. Each is loaded when it is called, so that
 * none starts slower for what another one needs.
 * @param zohokit the program itself, for a command that runs others
 */
export function createCommands(app: App, zohokit: Zohokit): CommandEntry[] {
  const entries: CommandEntry[] = [
    ...setupCommands(app, zohokit),
    ...transferCommands(app),
    ...stateCommands(app),
    { name: 'schedule', description: scheduleDescription, commands: scheduleCommands(app) },
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

const scheduleDescription = 'Have this machine start the transfer by itself';

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
      load: async () => {
        const { createDoctorCommand } = await import('./commands/doctor.ts');
        const { lookAtSchedule } = await import('./schedule/look-at-schedule.ts');
        const machine = await loadMachine(app);
        return createDoctorCommand(app, ({ home }) => lookAtSchedule(home, machine));
      },
    },
  ];
}

function transferCommands(app: App): CommandEntry[] {
  return [
    {
      name: 'plan',
      description: 'Show what a run would do and take; change nothing in Zoho',
      load: async () => (await import('./commands/plan.ts')).createPlanCommand(app),
    },
    {
      name: 'run',
      description: 'Move the files of all pending records once',
      load: async () => (await import('./commands/run.ts')).createRunCommand(app),
    },
    {
      name: 'retry',
      description: 'Run again what a run left undone, also files that were given up',
      load: async () => (await import('./commands/retry.ts')).createRetryCommand(app),
    },
    {
      name: 'explain',
      description: 'Say what is known of a record, and what the next run would do with it',
      load: async () => (await import('./commands/explain.ts')).createExplainCommand(app),
    },
    {
      name: 'pin',
      description: 'Choose the source folder of a record, where its name is ambiguous',
      load: async () => (await import('./commands/pin.ts')).createPinCommand(app),
    },
    {
      name: 'verify',
      description: 'Look again for all that a run stored; write nothing',
      load: async () => (await import('./commands/verify.ts')).createVerifyCommand(app),
    },
    {
      name: 'undo',
      description: 'Take a run back: untick its records, trash what it stored',
      load: async () => (await import('./commands/undo.ts')).createUndoCommand(app),
    },
    {
      name: 'report',
      description: 'Write what became of a run as one HTML file, or as CSV',
      load: async () => (await import('./commands/report.ts')).createReportCommand(app),
    },
  ];
}

function stateCommands(app: App): CommandEntry[] {
  return [
    {
      name: 'status',
      description: 'Say how the last run ended, what is left, and whether Zoho lets us',
      load: async () => (await import('./commands/status.ts')).createStatusCommand(app),
    },
    {
      name: 'history',
      description: 'Show the runs so far, the latest first',
      load: async () => (await import('./commands/history.ts')).createHistoryCommand(app),
    },
    {
      name: 'rebuild',
      description: 'Learn from both drives what a lost journal knew; write nothing in Zoho',
      load: async () => (await import('./commands/rebuild.ts')).createRebuildCommand(app),
    },
    {
      name: 'export',
      description: 'Write journal and history into a file, for a backup or another machine',
      load: async () => (await import('./commands/export.ts')).createExportCommand(app),
    },
    {
      name: 'import',
      description: 'Read what export wrote into an empty state, also into a database',
      load: async () => (await import('./commands/import.ts')).createImportCommand(app),
    },
  ];
}

function scheduleCommands(app: App): CommandEntry[] {
  const load = () => import('./commands/schedule.ts');
  return [
    {
      name: 'install',
      description: 'Show what starts the transfer by itself, ask, and set it up',
      load: async () => (await load()).createScheduleInstallCommand(app, await loadMachine(app)),
    },
    {
      name: 'status',
      description: 'Say what starts the transfer by itself, and how the last run ended',
      load: async () => (await load()).createScheduleStatusCommand(app, await loadMachine(app)),
    },
    {
      name: 'remove',
      description: 'Have the transfer start no more by itself',
      load: async () => (await load()).createScheduleRemoveCommand(app, await loadMachine(app)),
    },
    {
      name: 'export',
      description: 'Show or write what an installation would write',
      load: async () => (await load()).createScheduleExportCommand(app, await loadMachine(app)),
    },
  ];
}

async function loadMachine({ env }: App): Promise<Machine> {
  const { createNodeMachine } = await import('./schedule/node-machine.ts');
  const { programFile } = await import('./program-file.ts');
  return createNodeMachine({ env, program: programFile() });
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
