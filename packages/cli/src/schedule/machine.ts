/** How a program of the machine ended. */
export interface ExecResult {
  /** Its exit code; `undefined` when it could not be started, or was ended by force. */
  code: number | undefined;
  out: string;
  err: string;
}

/** A program to be started; no shell is involved. */
export interface Exec {
  file: string;
  args: readonly string[];
  /** What it reads. @default nothing */
  input?: string | undefined;
}

/** The machine on which jobs are scheduled. */
export interface Machine {
  /** As Node calls it, e.g. `win32`. */
  platform: string;
  /** Where the user's own files lie; absolute. */
  userHome: string;
  /** As the machine knows the user, with the domain on Windows. */
  user: string;
  /** The user's number; `undefined` on Windows. */
  uid: number | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** The Node that runs now; absolute. */
  node: string;
  /** The program that runs now; absolute. */
  program: string;
  /** Starts a program and waits for its end, at most a minute. Never rejects. */
  exec(command: Exec): Promise<ExecResult>;
  /** The text of a file; `undefined` when there is none. */
  readText(file: string): Promise<string | undefined>;
  /** When a file was written last, in milliseconds since the epoch; `undefined` when there is none. */
  modifiedAt(file: string): Promise<number | undefined>;
  /** Writes a file for its owner only, with the folders above it; whole or not at all. */
  write(
    file: string,
    content: string | Uint8Array,
    options?: { executable: boolean },
  ): Promise<void>;
  /** Removes a file; one that is not there is no failure. */
  remove(file: string): Promise<void>;
}
