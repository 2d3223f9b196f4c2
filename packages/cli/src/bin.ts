/** The only file that touches the process: arguments, environment, signals, streams, exit code. */
import { createApp, type TextOutput } from './app.ts';
import { exitCodes } from './exit-code.ts';
import { main } from './main.ts';

const { argv, env, stdout, stderr } = process;

const toOutput = (stream: NodeJS.WriteStream): TextOutput => ({
  write: (text) => void stream.write(text),
  isTTY: stream.isTTY,
  get columns() {
    return stream.isTTY ? stream.columns : undefined;
  },
});

/** The reader may be gone (`zohokit run | head`); a run must not end because of it. */
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const interruption = new AbortController();

const interrupt = (): void => {
  if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
  stderr.write('\nStopping cleanly; once more stops at once.\n');
  interruption.abort(new Error('interrupted'));
};

process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// Ctrl-Break and the closing of a console window; a kill on Windows delivers nothing at all.
if (process.platform === 'win32') process.on('SIGBREAK', interrupt);

const app = createApp({
  env,
  cwd: process.cwd(),
  out: toOutput(stdout),
  err: toOutput(stderr),
  signal: interruption.signal,
});

process.exitCode = await main(argv.slice(2), app);
process.off('SIGINT', interrupt);
process.off('SIGTERM', interrupt);
process.off('SIGBREAK', interrupt);
