import type { Clock } from '@zohokit/zoho-http';
import type { App } from '../app.ts';
import type { Config } from '../config/load-config.ts';
import { connectEmulatorClock } from './emulator-clock.ts';

/** The machine's clock, or that of the emulator in use. Rejects when there is none at its address. */
export async function chooseClock(
  { emulatorUrl }: Pick<Config, 'emulatorUrl'>,
  { clock, fetch }: Pick<App, 'clock' | 'fetch'>,
): Promise<Clock> {
  if (emulatorUrl === undefined) return clock;
  return await connectEmulatorClock({ url: emulatorUrl, fetch, machine: clock });
}
