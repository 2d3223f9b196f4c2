// Starts what a task of Task Scheduler names, as that does: its arguments go to the program as they
// are. Ends with the exit code, which would be the task's last result.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const xml = readFileSync(process.argv[2], 'utf16le');
const signs = { '&quot;': '"', '&apos;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' };
const textOf = (name) => {
  const [, text = ''] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return text.replaceAll(/&\w+;/g, (sign) => signs[sign]);
};
const command = textOf('Command').replaceAll(/%(\w+)%/g, (_, name) => process.env[name]);
const { status, error } = spawnSync(command, [textOf('Arguments')], {
  cwd: textOf('WorkingDirectory'),
  windowsVerbatimArguments: true,
  stdio: 'ignore',
});
if (error !== undefined) throw error;
process.exitCode = status;
