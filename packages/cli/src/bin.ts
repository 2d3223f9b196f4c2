/** The only file that touches the process: arguments, environment, signals, streams, exit code. */
import { createApp } from './app.ts';
import { exitCodes } from './exit-code.ts';
import { main } from './main.ts';
import { spareMemory } from './spare-memory.ts';
import { streamOutput } from './stream-output.ts';
import { withLiveLines } from './live-lines.ts';

const { argv, env, stdin, stdout, stderr, versions } = process;

spareMemory(versions.node);

const { out, err } = withLiveLines({ out: streamOutput(stdout), err: streamOutput(stderr) }, env);

const interruption = new AbortController();

const interrupt = (): void => {
  if (interruption.signal.aborted) {
    (out.live ?? err.live)?.([]);
    err.write(
      'Stopped at once. The next run settles what was under way; the same command goes on.\n',
    );
    process.exit(exitCodes.interrupted);
  }
  err.write('\nStopping: what is under way is finished or taken back. Once more stops at once.\n');
  interruption.abort(new Error('interrupted'));
};

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// Ctrl-Break and the closing of a console window; a kill on Windows delivers nothing at all.
if (process.platform === 'win32') process.on('SIGBREAK', interrupt);

const app = createApp({
  env,
  cwd: process.cwd(),
  out,
  err,
  signal: interruption.signal,
  terminal: stdin.isTTY && stdout.isTTY ? { input: stdin, output: stdout } : undefined,
});

// For the case that nothing is left to wait for and yet no end was reached.
process.exitCode = exitCodes.failed;
process.exitCode = await main(argv.slice(2), app);
process.off('SIGINT', interrupt);
process.off('SIGTERM', interrupt);
process.off('SIGBREAK', interrupt);
