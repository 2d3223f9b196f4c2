import { systemClock } from '@zohokit/zoho-http';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../config/configuration-error.ts';
import { startEmulator } from '../testing/emulated-orgs.ts';
import { connectEmulatorClock } from './emulator-clock.ts';

const hour = 3_600_000;

describe('connectEmulatorClock', () => {
  it('lets an hour pass at once, for the emulator too', async () => {
    const emulator = await startEmulator();
    const clock = await connectEmulatorClock({ url: emulator.url, fetch, machine: systemClock });
    const before = clock.now();
    await clock.sleep(hour);
    expect(clock.now() - before).toBeGreaterThanOrEqual(hour);
    expect(Math.abs(clock.now() - emulator.clock.now())).toBeLessThan(1000);
  });

  it('lets sleeps that overlap pass together', async () => {
    const emulator = await startEmulator();
    const clock = await connectEmulatorClock({ url: emulator.url, fetch, machine: systemClock });
    const before = clock.now();
    await Promise.all([clock.sleep(hour), clock.sleep(hour), clock.sleep(hour / 2)]);
    expect(clock.now() - before).toBeLessThan(1.5 * hour);
  });

  it('does not sleep for someone who left', async () => {
    const emulator = await startEmulator();
    const clock = await connectEmulatorClock({ url: emulator.url, fetch, machine: systemClock });
    const before = clock.now();
    const reason = new Error('left');
    await expect(clock.sleep(hour, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(clock.now() - before).toBeLessThan(hour);
  });

  it('names the setting when nobody answers there', async () => {
    const emulator = await startEmulator();
    await emulator.close();
    const connecting = connectEmulatorClock({ url: emulator.url, fetch, machine: systemClock });
    await expect(connecting).rejects.toThrow(ConfigurationError);
    await expect(connecting).rejects.toThrow('ZOHO_EMULATOR_URL: no emulator answers');
  });

  it('refuses an address at which something else answers', async () => {
    const other = async () => Response.json({ name: 'a printer' });
    const connecting = connectEmulatorClock({
      url: 'http://127.0.0.1:9',
      fetch: other,
      machine: systemClock,
    });
    await expect(connecting).rejects.toThrow('ZOHO_EMULATOR_URL');
  });
});
