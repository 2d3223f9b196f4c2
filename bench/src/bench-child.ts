import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program to be measured, in a process of its own, that answers over IPC: both are ours. */
export interface BenchChild<Started, Answers> {
  /** What it said when it was ready. */
  started: Started;
  /** Rejects when it ends without an answer. */
  ask<Asked extends keyof Answers & string>(question: Asked): Promise<Answers[Asked]>;
  kill(): void;
}

/** @param file beside this one */
export async function startChild<Started, Answers>(
  file: string,
  args: readonly string[] = [],
): Promise<BenchChild<Started, Answers>> {
  const program = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const started = await nextMessage<Started>(child, file);
  return {
    started,
    async ask(question) {
      child.send(question);
      return await nextMessage(child, file);
    },
    kill: () => void child.kill(),
  };
}

// --- internal ---

async function nextMessage<Message>(child: ChildProcess, file: string): Promise<Message> {
  const ending = new AbortController();
  const ended = once(child, 'exit', ending).then((): never => {
    throw new Error(`${file} ended too early`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', ending), ended]);
    return message;
  } finally {
    ended.catch(() => {});
    ending.abort();
  }
}
