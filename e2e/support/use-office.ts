import { createEmulator, type Emulator, type Seed } from '@zohokit/zoho-emulator';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createWorkplace, type Workplace } from './workplace.ts';

/** Two organisations and an operator's folder. */
export interface Office {
  readonly emulator: Emulator;
  readonly place: Workplace;
  /** Other organisations, with an `.env` that fits them. */
  reseed(seed: Seed): Promise<void>;
  /** The organisations as seeded, and another fresh folder, for one test with many trials. */
  fresh(): Promise<void>;
}

/** For each test of the file the organisations as seeded, and a fresh folder. */
export function useOffice(seed: () => Seed): Office {
  let emulator: Emulator;
  let place: Workplace;
  beforeAll(async () => {
    emulator = await createEmulator({ seed: seed() });
  });
  beforeEach(async () => {
    emulator.reset(seed());
    place = await createWorkplace(emulator);
  });
  afterEach(() => place.remove());
  afterAll(() => emulator.close());
  return {
    get emulator() {
      return emulator;
    },
    get place() {
      return place;
    },
    async fresh() {
      await place.remove();
      emulator.reset(seed());
      place = await createWorkplace(emulator);
    },
    async reseed(other) {
      emulator.reset(other);
      await place.configure(emulator.env());
    },
  };
}
