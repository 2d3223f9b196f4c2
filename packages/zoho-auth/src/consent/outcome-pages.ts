import type { ZohoError } from '@zohokit/zoho-http';
import type { CallbackPage } from './callback-page.ts';

export function connected(name: string): CallbackPage {
  return {
    status: 200,
    title: 'Access was granted',
    lines: [
      `Zoho gave the program access for ${name}.`,
      'You can close this window and go back to the program, which says how it goes on.',
    ],
  };
}

export function failed(name: string, error: ZohoError | undefined): CallbackPage {
  if (error?.code === 'access_denied') {
    return {
      status: 200,
      title: 'Access was denied',
      lines: [
        `The program got no access for ${name}, and nothing was changed.`,
        'You can close this window. If this was a mistake, start again from the program.',
      ],
    };
  }
  const hint = error?.hint === undefined ? [] : [`${error.hint}.`];
  return {
    status: 502,
    title: 'This did not work',
    lines: [
      `The program got no access for ${name}.`,
      ...hint,
      'You can close this window and go back to the program.',
    ],
  };
}
