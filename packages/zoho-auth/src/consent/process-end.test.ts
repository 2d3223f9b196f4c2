import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const source = new URL('authorize.ts', import.meta.url).href;

/** A program of its own that ends its flow in the way that `open` says, and then has nothing to do. */
const program = (open: string): string => `
  import { authorize } from ${JSON.stringify(source)};
  import { connect } from 'node:net';
  const controller = new AbortController();
  await authorize({
    dataCenter: 'eu', clientId: 'c', clientSecret: 's', scopes: ['A.b.READ'],
    signal: controller.signal,
    open(url) {
      const redirect = new URL(new URL(url).searchParams.get('redirect_uri'));
      ${open}
    },
  }).catch((error) => console.log(error.code ?? error.message));
`;

test.each([
  ['a denial', `void fetch(redirect + '?error=access_denied');`, 'access_denied'],
  ['an abort', `controller.abort(new Error('enough'));`, 'enough'],
  ['a browser that cannot be opened', `throw new Error('no browser');`, 'no browser'],
])(
  'a process ends by itself after %s',
  async (_what, open, printed) => {
    const run = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program(open)],
      // Much less than the user's five minutes.
      { timeout: 20_000 },
    );
    expect(run.stdout.trim()).toBe(printed);
  },
  30_000,
);
