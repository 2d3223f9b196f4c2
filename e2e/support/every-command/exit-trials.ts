import { createConnection } from '@zohokit/zoho-auth';
import { createWorkDriveClient } from '@zohokit/zoho-workdrive';
import { harbour, mixed, seedOf, twins } from '../../../packages/cli/src/testing/deals.ts';
import type { Room } from './room.ts';
import type { Trial } from './trial.ts';
import { earlierRun, failedRun, giveCrontab, installed, usual } from './usual.ts';

/** A trial for each exit code but 0 that a command can give, 2 apart: that is bad input. */
export const exitTrials: readonly Trial[] = [
  ...asking().flatMap((command) => [refused(command), throttled(command), interrupted(command)]),
  ...['doctor', 'run', 'retry', 'pin', 'undo', 'rebuild', 'import'].map(locked),
  ...needsSettings().map(unset),
  ...['auth exchange', 'auth revoke'].map(unreachable),
  trial('auth refresh', 1, 'an answer that is none', {
    arrange: ({ emulator }) =>
      emulator.faults.add({
        match: { role: 'accounts', every: 1 },
        effect: { kind: 'status', status: 200, json: ['a token'] },
      }),
    err: 'Unexpected',
  }),
  trial('init', 1, 'a data centre out of order', {
    arrange: async (room) => {
      await giveAnswers(room);
      outOfOrder(room);
    },
    err: 'org A',
  }),

  trial('init', 3, 'an answer that names no module', {
    arrange: (room) => room.write('answers.json', '{"crm": {"module": "Deels"}}'),
    err: 'crm.module',
  }),
  trial('init', 7, 'an ambiguous folder', { seed: seedOf(twins), out: 'ambiguous' }),
  trial('doctor', 1, 'an answer of CRM that is none', {
    arrange: ({ emulator }) =>
      emulator.faults.add({
        match: { role: 'api', every: 1 },
        effect: { kind: 'status', status: 200, text: '<html>' },
      }),
    out: /^✗ /mu,
  }),
  trial('plan', 1, 'a record that is not there', {
    args: () => ['--record-id', '999'],
    out: '999',
  }),
  trial('plan', 7, 'an ambiguous folder', { seed: seedOf(twins), out: 'ambiguous' }),
  trial('run', 1, 'a file that cannot be downloaded', { seed: seedOf(mixed), out: 'virus.exe' }),
  trial('run', 7, 'an ambiguous folder', { seed: seedOf(twins), out: 'ambiguous' }),
  trial('run', 10, 'a budget of one file', {
    args: () => ['--max-files', '1'],
    out: 'the budget of 1 files is used up',
  }),
  trial('retry', 1, 'a file that cannot be downloaded', {
    seed: seedOf(mixed),
    arrange: earlierRun,
    out: 'virus.exe',
  }),
  trial('retry', 7, 'a folder that is ambiguous by now', {
    seed: seedOf(harbour, twins),
    arrange: async (room) => {
      await failedRun(room);
      const changes = { Folder_Name: 'Twins' };
      room.emulator.updateRecord('a', 'Projects', room.record(), changes);
    },
    out: 'ambiguous',
  }),
  trial('explain', 1, 'a record that is not there', {
    args: () => ['999'],
    out: '999',
    bad: 'RECORD',
  }),
  trial('pin', 1, 'a record that is not there', {
    args: (room) => ['999', room.source('folder/Harbour')],
    err: 'there is no record 999',
    bad: 'RECORD',
  }),
  trial('pin', 1, 'a folder that is not there', {
    args: (room) => [room.record(), 'abcdefghijklmnopqrstu'],
    err: /org B has no folder abcdefghijklmnopqrstu.*zohokit explain/su,
    bad: 'FOLDER',
  }),
  trial('verify', 1, 'a file that is gone', {
    arrange: async (room) => {
      await earlierRun(room);
      const stored = room.emulator.files('a').find(({ name }) => name === 'a.txt');
      await drive(room).items.trash(stored?.id ?? '');
    },
    says: /"a\.txt" .*: missing/u,
  }),
  trial('undo', 1, 'a box that cannot be unticked', {
    arrange: async (room) => {
      await earlierRun(room);
      room.emulator.faults.add({
        match: { org: 'a', method: 'PUT', path: '/crm/', times: 9 },
        effect: { kind: 'status', status: 503, text: '' },
      });
    },
    says: 'its files are left where they are',
  }),
  trial('undo', 7, "somebody else's folder in ours", {
    arrange: async (room) => {
      await room.configure({ TRANSFER_LAYOUT: 'record' });
      const { folders } = drive(room);
      const parentId = room.emulator.orgs.a.ids['destination'] ?? '';
      await earlierRun(room);
      for await (const { id } of folders.list(parentId)) await folders.create(id, 'Somebody else');
    },
    says: '"Harbour" kept',
  }),
  trial('report', 3, 'a folder in which nothing has run', {
    arrange: () => undefined,
    err: 'nothing has run',
  }),
  trial('report', 3, 'a settings file that is not there', {
    args: () => ['last', '--settings', 'absent.env'],
    err: 'absent.env',
  }),
  trial('rebuild', 1, 'a source folder that cannot be listed', {
    arrange: ({ emulator }) =>
      emulator.faults.add({
        match: { org: 'b', path: /\/files\/[^/]+\/files/u, nth: 2, times: 99 },
        effect: { kind: 'status', status: 503, text: '' },
      }),
    says: 'could not be looked at',
  }),
  trial('rebuild', 7, 'a ticked record that lacks a file', {
    seed: seedOf(mixed),
    out: '1 missing',
  }),
  trial('import', 3, 'a state that is not empty', {
    arrange: async (room) => {
      await earlierRun(room);
      await room.zohokit('export', 'state.jsonl');
    },
    err: 'empty',
  }),
  trial('schedule install', 1, 'a crontab that refuses', {
    arrange: (room) => giveCrontab(room, { works: false }),
    err: 'the crontab cannot be read',
  }),
  ...['schedule install', 'schedule remove'].map((command) =>
    trial(command, 130, 'Ctrl-C at the question', {
      args: () => (command === 'schedule remove' ? [] : ['--at', '02:30']),
      arrange: installed,
      terminal: { shows: command === 'schedule remove' ? 'Remove ' : 'Install ', press: '\u0003' },
      out: 'interrupted',
    }),
  ),
  trial('schedule status', 1, 'nothing installed', {
    arrange: () => undefined,
    out: 'no schedule was installed',
  }),
  trial('schedule remove', 1, 'a crontab that refuses', {
    arrange: async (room) => {
      await installed(room);
      await giveCrontab(room, { works: false });
    },
    err: 'crontab',
  }),
  trial('crm typegen', 1, 'a module that is not there', {
    args: () => ['--module', 'Projekts', '--out', 'crm.ts'],
    err: 'org A has no module "Projekts"; did you mean Projects?',
    bad: '--module',
  }),
  trial('demo', 1, 'a file where its folder should be', {
    arrange: (room) => room.write('.zohokit-demo', ''),
    err: '.zohokit-demo',
  }),
  trial('demo', 130, 'Ctrl-C', { ctrlC: /──/u }),
  trial('emulator', 1, 'a port that is taken', {
    args: ({ emulator }) => ['--port', new URL(emulator.url).port],
    ctrlC: undefined,
    err: /port/iu,
    bad: '--port',
  }),
];

// --- internal ---

function trial(command: string, code: Trial['code'], title: string, more: Partial<Trial>): Trial {
  const { out: _, ...rest } = usual[command] ?? { args: () => [] };
  return { ...rest, command, code, title, ...more };
}

function asking(): string[] {
  return Object.keys(usual).filter((command) => usual[command]?.asksZoho === true);
}

/** Settings of a run are needed by all others that have some. */
function needsSettings(): string[] {
  const others = new Set(['init', 'report', 'schedule status', 'schedule remove', 'auth scopes']);
  const without = new Set(['demo', 'emulator', 'completions', ...others]);
  return Object.keys(usual).filter((command) => !without.has(command));
}

/** What happened before, and then this. */
function after(command: string, then: (room: Room) => unknown): Trial['arrange'] {
  return async (room) => {
    await usual[command]?.arrange?.(room);
    await then(room);
  };
}

function refused(command: string): Trial {
  if (command === 'auth revoke')
    return trial(command, 4, 'a token that nobody knows', {
      arrange: ({ emulator }) => emulator.revoke('a'),
      out: 'does not know this token',
    });
  if (command === 'init')
    return trial(command, 4, 'a code that was used', {
      arrange: giveAnswers,
      err: 'code',
    });
  return trial(command, 4, 'a secret that is wrong', {
    arrange: after(command, async (room) => {
      await room.configure({ ORG_A_CLIENT_SECRET: '0123456789abcdef0123456789abcdef0123456789' });
      room.emulator.expireTokens('a');
    }),
    [command === 'doctor' || command === 'run' ? 'out' : 'err']:
      /client secret is wrong|is not the secret/u,
  });
}

/** Longer than anybody waits. */
function throttled(command: string): Trial {
  return trial(command, 5, 'a penalty', {
    arrange: after(command, ({ emulator }) =>
      emulator.faults.add({
        match: { times: 99, every: 1 },
        effect: { kind: 'status', status: 429, headers: { 'retry-after': '900' } },
      }),
    ),
  });
}

function interrupted(command: string): Trial {
  return trial(command, 130, 'Ctrl-C', { ctrlC: {} });
}

function locked(command: string): Trial {
  return trial(command, 6, 'a run that is going', {
    arrange: after(command, (room) => room.lock()),
    [command === 'doctor' ? 'out' : 'err']: 'run',
  });
}

function unset(command: string): Trial {
  const name = command === 'crm typegen' ? 'ORG_A_CLIENT_ID' : 'ORG_A_CLIENT_SECRET';
  return trial(command, 3, 'a setting that is missing', {
    arrange: after(command, (room) => room.configure({ [name]: undefined })),
    [command === 'doctor' ? 'out' : 'err']: name,
  });
}

function unreachable(command: string): Trial {
  return trial(command, 1, 'Zoho out of order', {
    arrange: after(command, outOfOrder),
    err: 'org A',
  });
}

function outOfOrder({ emulator }: Room): void {
  emulator.faults.add({
    match: { role: 'accounts', every: 1 },
    effect: { kind: 'status', status: 503, text: '' },
  });
}

/** With a code that was used. */
async function giveAnswers(room: Room): Promise<void> {
  const { clientId, clientSecret } = room.emulator.orgs.a;
  const orgA = { region: 'eu', clientId, clientSecret, code: '1000.used', keep: false };
  await room.configure({ ORG_A_REFRESH_TOKEN: undefined });
  await room.write('answers.json', JSON.stringify({ orgA }));
}

/** WorkDrive of org A, as a person at its screen has it. */
function drive({ emulator }: Room) {
  const { dataCenter, clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const credentials = { dataCenter, clientId, clientSecret, refreshToken };
  return createWorkDriveClient(
    createConnection({ name: 'somebody', ...credentials, emulatorUrl: emulator.url }),
  );
}
