import type { WorkDriveClient } from '../client.ts';
import { connectEmulator, type EmulatedDrive } from './connect-emulator.ts';

/** The real client on an emulator, over loopback; whoever sleeps advances the emulator's clock. */
export const driveOn = (office: EmulatedDrive, org: 'a' | 'b' = 'a'): WorkDriveClient =>
  connectEmulator(office, { org });
