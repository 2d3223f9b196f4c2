import type { WorkDriveService } from './service.ts';
import { takesStreams } from './stream-upload.ts';

/** Whether the upload host takes this client's token, as far as it has been told. */
export interface StreamAccess {
  /** Asks, unless it is known. */
  isGranted(signal: AbortSignal | undefined): Promise<boolean>;
  /** The upload host has refused the token. */
  deny(): void;
  readonly known: boolean | undefined;
}

export function createStreamAccess(service: WorkDriveService): StreamAccess {
  let granted: boolean | undefined;
  return {
    get known() {
      return granted;
    },
    async isGranted(signal) {
      granted ??= await takesStreams(service, signal);
      return granted;
    },
    deny() {
      granted = false;
    },
  };
}
