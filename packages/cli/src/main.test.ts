import { describe, expect, it } from 'vitest';
import { main } from './main.ts';
import { createTestApp } from './testing/test-app.ts';

describe('main', () => {
  it.each([[[]], [['--help']], [['-h']]])(
    'shows the commands for %j and exits 0',
    async (rawArgs) => {
      const app = await createTestApp();
      expect(await main(rawArgs, app)).toBe(0);
      expect(app.outText()).toContain('emulator');
      expect(app.outText()).not.toContain('\u001B');
    },
  );

  it('shows the flags of a command', async () => {
    const app = await createTestApp();
    expect(await main(['run', '--help'], app)).toBe(0);
    expect(app.outText()).toContain('--dry-run');
  });

  it('shows its version', async () => {
    const app = await createTestApp();
    expect(await main(['--version'], app)).toBe(0);
    expect(app.outText()).toMatch(/^\d+\.\d+\.\d+/);
  });

  it.each([
    [['rum'], 'unknown command "rum"; did you mean run?'],
    [['--jason'], 'unknown flag --jason'],
    [['run', '--dryrun'], 'did you mean --dry-run?'],
    [['run', '--env-file', 'x'], 'unknown flag --env-file; did you mean --settings?'],
    [['run', '--limit', 'ten'], '--limit must be a whole number from 1 on, not "ten"'],
    [['run', '--record-id', 'https://crm.zoho.eu/1'], '--record-id must be the number of a record'],
    [['run', '--force'], '--force needs --record-id'],
    [['emulator', '--port', '70000'], '--port must be a whole number from 0 to 65535'],
    [['emulator', '--records', 'many'], '--records must be a whole number from 0 to 1000000'],
    [['emulator', '--profile', 'bad'], '--profile must be benign or worst, not "bad"'],
  ])('exits 2 for %j and says what is wrong', async (rawArgs, message) => {
    const app = await createTestApp();
    expect(await main(rawArgs, app)).toBe(2);
    expect(app.errText()).toContain(message);
    expect(app.outText()).toBe('');
  });

  it('exits 3 without settings and names every one that is missing', async () => {
    const app = await createTestApp();
    expect(await main(['run'], app)).toBe(3);
    expect(app.errText()).toContain('ZOHO_REGION is missing');
    expect(app.errText()).toContain('WORKDRIVE_DEST_FOLDER_ID is missing');
  });

  it('ends with a summary line in JSON also when the run cannot begin', async () => {
    const app = await createTestApp();
    expect(await main(['run', '--json'], app)).toBe(3);
    const lines = app.outText().trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'summary', exitCode: 3 });
  });

  it('makes escape sequences of the command line harmless', async () => {
    const app = await createTestApp();
    await main(['\u001B[31mrun'], app);
    expect(app.errText()).not.toContain('\u001B');
  });
});
