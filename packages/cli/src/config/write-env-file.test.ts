import type { Stats } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it, test } from 'vitest';
import { temporaryFolder } from '../testing/test-app.ts';
import { ConfigurationError } from './configuration-error.ts';
import { changeEnvText, checkEnvFileWritable, writeEnvFile } from './write-env-file.ts';

/** On Windows the folder's permissions count. */
const isPrivate = ({ mode }: Stats): boolean =>
  process.platform === 'win32' || (mode & 0o777) === 0o600;

describe('changeEnvText', () => {
  it('changes a value where it stands and leaves everything else', () => {
    const before = '# mine\nZOHO_REGION=eu\n\nOTHER="a b"\nLOG_LEVEL=info\n';
    expect(changeEnvText(before, { ZOHO_REGION: 'us' })).toBe(
      '# mine\nZOHO_REGION=us\n\nOTHER="a b"\nLOG_LEVEL=info\n',
    );
  });

  it('puts a value where its line was commented out, with its explanation', () => {
    const before = '# When they differ.\n#ORG_B_REGION=\nLOG_LEVEL=info\n';
    expect(changeEnvText(before, { ORG_B_REGION: 'us' })).toBe(
      '# When they differ.\nORG_B_REGION=us\nLOG_LEVEL=info\n',
    );
  });

  it('adds what is new at the end, also of a file without a last line end', () => {
    expect(changeEnvText('A=1', { ZOHO_REGION: 'us' })).toBe('A=1\nZOHO_REGION=us\n');
    expect(changeEnvText('', { ZOHO_REGION: 'us' })).toBe('ZOHO_REGION=us\n');
  });

  it('keeps the line ends of Windows', () => {
    const before = 'A=1\r\nZOHO_REGION=eu\r\n';
    expect(changeEnvText(before, { ZOHO_REGION: 'us', LOG_LEVEL: 'warn' })).toBe(
      'A=1\r\nZOHO_REGION=us\r\nLOG_LEVEL=warn\r\n',
    );
  });

  it('changes the line that counts when there are several of one name', () => {
    const after = changeEnvText('LOG_LEVEL=info\nLOG_LEVEL=warn\n', { LOG_LEVEL: 'error' });
    expect(parseEnv(after)).toEqual({ LOG_LEVEL: 'error' });
  });

  test.each(['C:\\new\\table', 'a # b', "it's", 'with "both" and \'', ' blanks ', '$HOME', 'ü✓'])(
    'a value reads as it was written: %s',
    (value) => {
      const text = changeEnvText('A=1\nB=2\n', { ZOHOKIT_HOME: value });
      expect(parseEnv(text)).toEqual({ A: '1', B: '2', ZOHOKIT_HOME: value });
    },
  );
});

describe('writeEnvFile', () => {
  it('creates a file for its owner alone', async () => {
    const file = path.join(await temporaryFolder(), '.env');
    await writeEnvFile(file, { ZOHO_REGION: 'eu' });
    expect(await readFile(file, 'utf8')).toBe('ZOHO_REGION=eu\n');
    expect(isPrivate(await stat(file))).toBe(true);
  });

  it('takes a file from others that was open to them', async () => {
    const file = path.join(await temporaryFolder(), '.env');
    await writeFile(file, 'A=1\n');
    await chmod(file, 0o644);
    await writeEnvFile(file, { ZOHO_REGION: 'eu' });
    expect(isPrivate(await stat(file))).toBe(true);
    expect(await readdir(path.dirname(file))).toEqual(['.env']);
  });

  it('understands what PowerShell writes', async () => {
    const file = path.join(await temporaryFolder(), '.env');
    await writeFile(file, '\u{FEFF}A=1\r\n', 'utf16le');
    await writeEnvFile(file, { ZOHO_REGION: 'eu' });
    expect(parseEnv(await readFile(file, 'utf8'))).toEqual({ A: '1', ZOHO_REGION: 'eu' });
  });

  it('writes through a link to the file behind it', async () => {
    const folder = await temporaryFolder();
    const [real, link] = [path.join(folder, 'real.env'), path.join(folder, '.env')];
    await writeFile(real, 'A=1\n');
    await symlink(real, link);
    await writeEnvFile(link, { ZOHO_REGION: 'eu' });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(real, 'utf8')).toContain('ZOHO_REGION=eu');
  });

  it('refuses, and changes nothing, where a value over several lines is in the way', async () => {
    const file = path.join(await temporaryFolder(), '.env');
    const before = 'A="one\nLOG_LEVEL=info\nthree"\nB=2\n';
    await writeFile(file, before);
    const refusal = writeEnvFile(file, { LOG_LEVEL: 'warn' });
    await expect(refusal).rejects.toThrow('cannot be changed safely (A');
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('names a place that cannot be written, before and after', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'none', '.env');
    await expect(checkEnvFileWritable(file)).rejects.toThrow(ConfigurationError);
    await expect(writeEnvFile(file, { ZOHO_REGION: 'eu' })).rejects.toThrow(
      'cannot be written (ENOENT)',
    );
    await mkdir(path.join(folder, 'folder.env'));
    await expect(
      writeEnvFile(path.join(folder, 'folder.env'), { ZOHO_REGION: 'eu' }),
    ).rejects.toThrow('cannot be written (EISDIR)');
  });
});
