import { startChild } from './bench-child.ts';
import type { Target } from './transfer.ts';

export interface MeasuredServerOptions {
  /** The URL of the emulator's module. @default a plain `node:http` server */
  emulator?: string | undefined;
  /** Of each download, in MiB. */
  sizeMiB: number;
  /** How many downloads to prepare, each of another content. */
  downloads: number;
  /** The emulator's switch. @default 'right' */
  md5?: 'right' | 'absent' | undefined;
}

/** At the end. */
export interface Stopped {
  peakMiB: number;
  /** In bytes. */
  uploaded: number[];
}

/** The server of a throughput measurement, in a process of its own. */
export interface MeasuredServer {
  downloads: Target[];
  upload: Target;
  /** Its peak before the first transfer, in MiB. */
  idleMiB: number;
  /** Ends it, and tells its peak and the sizes of what was uploaded. */
  stop(): Promise<Stopped>;
  kill(): void;
}

export async function startMeasuredServer(options: MeasuredServerOptions): Promise<MeasuredServer> {
  const { emulator = 'plain', sizeMiB, downloads, md5 = 'right' } = options;
  const args = [emulator, String(sizeMiB), String(downloads), md5];
  const child = await startChild<Started, { stop: Stopped }>('throughput-server.mjs', args);
  return {
    ...child.started,
    stop: () => child.ask('stop'),
    kill: () => child.kill(),
  };
}

// --- internal ---

type Started = Pick<MeasuredServer, 'downloads' | 'upload' | 'idleMiB'>;
