import { type Emulator, type EmulatorOptions, startEmulator } from './emulator.ts';
import { createWorkDriveService } from './workdrive/index.ts';

/**
 * Starts two Zoho orgs on loopback. Rejects with a `SeedError` for a seed that cannot be built, and
 * with a sentence when the port is taken.
 */
export async function createEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return await startEmulator(createWorkDriveService, options);
}
