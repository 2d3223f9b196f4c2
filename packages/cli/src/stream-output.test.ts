import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { streamOutput } from './stream-output.ts';

it.each(['EPIPE', 'ENOSPC', 'EIO'])('outlives %s of its stream', async (code) => {
  const stream = new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
  });
  const out = streamOutput(stream);
  out.write('lost');
  await setImmediate();
  out.write('lost too');
  await setImmediate();
  expect(stream.destroyed).toBe(true);
});

it('outlives a stream that throws', () => {
  const write = (): never => {
    throw new Error('the disk is full');
  };
  const out = streamOutput({ write, on: () => undefined });
  expect(() => out.write('lost')).not.toThrow();
});

it('is as wide as its terminal, also after that was resized', () => {
  const terminal = { write: () => true, on: () => undefined, isTTY: true, columns: 80 };
  const out = streamOutput(terminal);
  terminal.columns = 120;
  expect(out).toMatchObject({ isTTY: true, columns: 120 });
  expect(streamOutput({ ...terminal, isTTY: false }).columns).toBeUndefined();
});
