import { expect, test } from 'vitest';
import { compactTime } from './compact-time.ts';

test('agrees with the calendar of the machine over two centuries', () => {
  const days = 73_000;
  for (let day = -36_500; day < days; day += 7) {
    const epochMs = day * 86_400_000 + ((day * 7_919_777) % 86_400_000);
    const iso = new Date(epochMs).toISOString();
    expect(compactTime(epochMs)).toBe(`${iso.slice(0, 19).replaceAll(/[-:]/gu, '')}Z`);
  }
});
