import type { FaultMatch, Seed } from '@zohokit/zoho-emulator';
import type { ExitCode } from '../../../packages/cli/src/exit-code.ts';
import type { Room } from './room.ts';

/** One command line, where it is typed, and what becomes of it. */
export interface Trial {
  /** Without `zohokit` and its words, e.g. `auth exchange`; empty for the program itself. */
  command: string;
  /** What is special about it, as the end of a test's name. */
  title: string;
  /** The words after the command. */
  args: (room: Room) => readonly string[];
  /** What the organisations hold. @default one record, with a folder of two files */
  seed?: Seed | undefined;
  /** What happened before. */
  arrange?: ((room: Room) => unknown) | undefined;
  code: ExitCode;
  /** What standard output holds, among others. */
  out?: RegExp | string | undefined;
  /** What standard error holds, among others: the culprit, what was expected, what to do. */
  err?: RegExp | string | undefined;
  /** What either of them holds: progress goes where the report does not. */
  says?: RegExp | string | undefined;
  /** Which part of the command line, or of what it names, is wrong: a flag, `RUN`, `unknown flag` … */
  bad?: string | undefined;
  /** Ctrl-C, once this request has arrived or this was said. */
  ctrlC?: FaultMatch | RegExp | undefined;
  /** At a terminal: the keys that are pressed once this is shown. */
  terminal?: { shows: string; press: string } | undefined;
  /** Whether it shows secrets because it was asked to. @default false */
  showsSecrets?: boolean | undefined;
}

/** As a person would type it, without what the room puts in. */
export function nameOf({ command, title, code }: Trial): string {
  return `${`zohokit ${command}`.trim()}: ${title} ends with ${code}`;
}
