import { hosts } from '../hosts.ts';
import type { EmulatedAnswer } from '../seam.ts';
import type { AccountsCall } from './accounts-call.ts';
import { throttle } from './accounts-throttle.ts';
import { type ConsentRequest, readConsentRequest } from './consent-request.ts';
import { escapeHtml, toPage } from './html-page.ts';
import { readParameters } from './parameters.ts';

/**
 * Asks the user, unless they have agreed before and the client does not insist; then a code comes
 * at once, but no refresh token (Zoho doc: oauth/multi-dc; rclone forces the approval for that).
 */
export async function askConsent(call: AccountsCall): Promise<EmulatedAnswer> {
  const { request, deps } = call;
  const wanted = readConsentRequest(call, new Map(request.query));
  if (typeof wanted === 'string') return toErrorPage(wanted);
  if (!wanted.forced && deps.tokens.hasConsent(wanted.client, wanted.scopes)) {
    return await sendCode(call, { ...wanted, offline: false });
  }
  const user = deps.user(wanted.client.org);
  return toPage(200, 'Allow access?', toForm(wanted, user, new Map(request.query)));
}

/** What the page sends: `decision` is `accept` or `deny`, beside the parameters of the request. */
export async function decideConsent(call: AccountsCall): Promise<EmulatedAnswer> {
  const parameters = await readParameters(call.request);
  const wanted = readConsentRequest(call, parameters);
  if (typeof wanted === 'string') return toErrorPage(wanted);
  switch (parameters.get('decision')) {
    case 'accept':
      return await sendCode(call, wanted);
    case 'deny':
      return redirect(wanted, { error: 'access_denied' });
    case undefined:
    default:
      return toPage(
        200,
        'Allow access?',
        toForm(wanted, call.deps.user(wanted.client.org), parameters),
      );
  }
}

// --- internal ---

async function sendCode(call: AccountsCall, wanted: ConsentRequest): Promise<EmulatedAnswer> {
  const { client, scopes, offline, redirectUri } = wanted;
  const { tokens } = call.deps;
  // In life this is a page as well; nobody has published one.
  const refused = (): EmulatedAnswer | undefined =>
    throttle(call, { kind: 'code', client }) &&
    toErrorPage('You have made too many requests continuously', 400);
  const send = (): EmulatedAnswer =>
    redirect(wanted, {
      code: tokens.sendCode(client, { scopes, offline, redirectUri }),
      location: client.dataCenter,
      'accounts-server': `https://${hosts[client.dataCenter].accounts}`,
    });
  // Asked again with the change: others may have used up the limit meanwhile.
  return refused() ?? (await call.commit(() => refused() ?? send()));
}

function redirect(
  { redirectUri, state }: ConsentRequest,
  parameters: Record<string, string>,
): EmulatedAnswer {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set('state', state);
  return { status: 302, headers: { location: url.href, 'cache-control': 'no-store' } };
}

function toErrorPage(error: string, status = 200): EmulatedAnswer {
  return toPage(status, 'Error occurred', `<p>${escapeHtml(error)}</p>`);
}

function toForm(
  { client, scopes, redirectUri }: ConsentRequest,
  user: { name: string; email: string },
  parameters: ReadonlyMap<string, string>,
): string {
  const text = escapeHtml;
  const hidden = [...parameters]
    .filter(([name]) => name !== 'decision')
    .map(([name, value]) => `<input type="hidden" name="${text(name)}" value="${text(value)}">`);
  return [
    `<p>The client <code>${text(client.clientId)}</code> asks <b>${text(user.name)}</b> (${text(user.email)}) for:</p>`,
    `<ul>${scopes.map((scope) => `<li><code>${text(scope)}</code></li>`).join('')}</ul>`,
    `<p>The answer goes to <code>${text(redirectUri)}</code>.</p>`,
    // Relative, so that it stays below whatever path the emulator is reached at.
    '<form method="post" action="auth">',
    ...hidden,
    '<button name="decision" value="accept">Accept</button>',
    '<button name="decision" value="deny">Deny</button>',
    '</form>',
    '<p><small>This is an emulator; nobody at Zoho is asked.</small></p>',
  ].join('\n');
}
