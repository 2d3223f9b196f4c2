import path from 'node:path';
import { judgeFolder } from './judge-folder.ts';
import { type Ended, runCommand } from './run-command.ts';

/**
 * Are The Types Wrong about a tarball: code 0 when whoever imports an entry point of it finds types
 * that fit what runs. CommonJS and Node 10 are not judged: what we publish is ESM only.
 */
export async function judgeTypes(tarball: string): Promise<Ended> {
  const folder = await judgeFolder('attw');
  const program = path.join('node_modules', '@arethetypeswrong', 'cli', 'dist', 'index.js');
  // Types that others publish for a package without any would hide that ours are missing.
  const manner = ['--profile', 'esm-only', '--no-definitely-typed', '--no-emoji', '--no-color'];
  return runCommand(process.execPath, [program, tarball, ...manner], folder);
}
