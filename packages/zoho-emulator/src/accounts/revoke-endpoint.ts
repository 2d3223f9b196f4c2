import type { EmulatedAnswer } from '../seam.ts';
import { type AccountsCall, findClient } from './accounts-call.ts';
import { notFound } from './not-found.ts';
import { readParameters } from './parameters.ts';

/** The older form: whoever has the token may revoke it (Zoho doc: accounts/protocol/oauth). */
export async function revokeToken(call: AccountsCall): Promise<EmulatedAnswer> {
  if (call.deps.profile().revokeForms === 'newer') return notFound;
  return await revoke(call);
}

/** The newer form: for the client alone, which names itself (Zoho doc: revoke-oauth-token). */
export async function revokeOwnToken(call: AccountsCall): Promise<EmulatedAnswer> {
  const { deps, request } = call;
  if (deps.profile().revokeForms === 'older') return notFound;
  const basic = readBasic(request.headers['authorization']);
  const client = findClient(call, basic?.name);
  if (!client || client.clientSecret !== basic?.password) {
    return {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="Zoho"' },
      json: { error: 'invalid_client' },
    };
  }
  const token = (await readParameters(request)).get('token') ?? '';
  return deps.tokens.holder(token) === client ? await revoke(call) : invalid;
}

// --- internal ---

const invalid: EmulatedAnswer = { status: 400, json: { error: 'invalid_token' } };

async function revoke({ deps, request, commit }: AccountsCall): Promise<EmulatedAnswer> {
  const token = (await readParameters(request)).get('token') ?? '';
  const existed = await commit(() => deps.tokens.revoke(token));
  return existed ? { status: 200, json: { status: 'success' } } : invalid;
}

function readBasic(header = ''): { name: string; password: string } | undefined {
  const encoded = /^basic\s+(\S+)$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const [name = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { name, password: password.join(':') };
}
