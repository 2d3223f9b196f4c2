import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmulator } from './create-emulator.ts';
import type { Emulator } from './emulator.ts';
import { smallSeed } from './testing/small-seed.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await createEmulator({
    listen: false,
    seed: smallSeed({ records: [{ id: '1', Name: 'one' }] }),
    profile: { throttle: false },
  });
});
afterEach(async () => await emulator.close());

const mint = async (): Promise<string> => {
  const { clientId, clientSecret, refreshToken } = emulator.orgs.a;
  const response = await emulator.fetch('https://accounts.zoho.eu/oauth/v2/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  const json: unknown = await response.json();
  return (json as { access_token: string }).access_token;
};
const authorized = async (): Promise<Record<string, string>> => ({
  authorization: `Zoho-oauthtoken ${await mint()}`,
});

/** Sends a file of so many bytes as a stream upload. */
const upload = async (
  body: NonNullable<RequestInit['body']>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  await emulator.fetch('https://upload.zoho.eu/workdrive-api/v1/stream/upload', {
    method: 'POST',
    body,
    duplex: 'half',
    headers: {
      ...(await authorized()),
      'upload-id': 'u1',
      'x-filename': 'file.bin',
      'x-parent_id': emulator.orgs.a.ids['team-folder'] ?? '',
      'x-streammode': '1',
      ...headers,
    },
  });

test('an emulator without a port answers Zoho URLs', async () => {
  const headers = await authorized();
  const response = await emulator.fetch('https://www.zohoapis.eu/crm/v8/Deals_X/1?fields=Name', {
    headers,
  });
  expect(response).toMatchObject({ status: 200, statusText: 'OK' });
  expect(await response.json()).toMatchObject({ data: [{ id: '1', Name: 'one' }] });
  expect(emulator.ledger.entries()).toMatchObject([{ n: 1 }, { n: 2, host: 'www.zohoapis.eu' }]);
});

test('it answers below its own url, where no network leads', async () => {
  const reply = await emulator.fetch(`${emulator.url}/_emulator`);
  expect(await reply.json()).toMatchObject({ name: 'zoho-emulator' });
  const zoho = await emulator.fetch(`${emulator.url}/_host/accounts.zoho.eu/oauth/serverinfo`);
  expect(zoho.status).toBe(200);
  await expect(fetch(emulator.url)).rejects.toThrow('fetch failed');
});

test('an answer without a body has none', async () => {
  const headers = await authorized();
  const response = await emulator.fetch(
    'https://www.zohoapis.eu/crm/v8/Deals_X/12345?fields=Name',
    {
      headers,
    },
  );
  expect(response.status).toBe(204);
  expect(response.body).toBeNull();
});

test('HEAD has no body either', async () => {
  const response = await emulator.fetch('https://www.zohoapis.eu/crm/v8/org', { method: 'HEAD' });
  expect(await response.text()).toBe('');
});

test('bytes go in and come out unchanged, and stay what they were', async () => {
  const bytes = new Uint8Array(300_000).map((_, at) => at * 7);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  expect((await upload(body, { 'content-length': '300000' })).status).toBe(200);
  const sent = new Uint8Array(bytes);
  bytes.fill(0);

  const id = emulator.files('a')[0]?.id ?? '';
  const load = async (): Promise<Uint8Array> => {
    const response = await emulator.fetch(`https://download.zoho.eu/v1/workdrive/download/${id}`, {
      headers: await authorized(),
    });
    return new Uint8Array(await response.arrayBuffer());
  };
  const first = await load();
  expect(Buffer.compare(first, sent)).toBe(0);
  first.fill(0);
  expect(Buffer.compare(await load(), sent)).toBe(0);
});

test('a body without a length of its own has that of its bytes, as fetch would say', async () => {
  expect((await upload('twelve bytes')).status).toBe(200);
  expect(emulator.files('a')).toMatchObject([{ size: 12 }]);
});

test('a client that leaves within its body stores nothing', async () => {
  const leaving = new AbortController();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array(1000));
      if ((controller.desiredSize ?? 0) < 0) leaving.abort();
    },
  });
  const { signal } = leaving;
  const headers = { ...(await authorized()), 'content-length': '50000000' };
  setTimeout(() => leaving.abort(), 5);
  const asked = emulator.fetch('https://upload.zoho.eu/workdrive-api/v1/stream/upload', {
    method: 'POST',
    body,
    duplex: 'half',
    signal,
    headers: {
      ...headers,
      'upload-id': 'u',
      'x-filename': 'f',
      'x-parent_id': emulator.orgs.a.ids['team-folder'] ?? '',
      'x-streammode': '1',
    },
  });
  await expect(asked).rejects.toThrow('aborted');
  expect(emulator.files('a')).toEqual([]);
});

test('a reader who stops early ends the answer', async () => {
  expect((await upload(new Uint8Array(5_000_000))).status).toBe(200);
  const id = emulator.files('a')[0]?.id ?? '';
  const response = await emulator.fetch(`https://download.zoho.eu/v1/workdrive/download/${id}`, {
    headers: await authorized(),
  });
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect.poll(() => emulator.ledger.entries().at(-1)?.endedAt).toBeDefined();
  expect(emulator.ledger.entries().at(-1)?.responseBytes).toBeLessThan(2_000_000);
});

test('an aborted signal is refused at once, and a closed emulator answers nobody', async () => {
  const signal = AbortSignal.abort();
  await expect(emulator.fetch('https://accounts.zoho.eu/', { signal })).rejects.toThrow('aborted');
  emulator.faults.add({ effect: { kind: 'hang' } });
  const held = emulator.fetch('https://accounts.zoho.eu/oauth/serverinfo');
  const outcome = held.then(
    () => 'answered',
    () => 'broken',
  );
  await new Promise((resolve) => {
    setTimeout(resolve, 5);
  });
  await emulator.close();
  expect(await outcome).toBe('broken');
  await expect(emulator.fetch('https://accounts.zoho.eu/')).rejects.toThrow(TypeError);
});

describe('a body that stalls', () => {
  const stalled = (signal?: AbortSignal): Promise<Response> =>
    emulator.fetch('https://www.zohoapis.eu/crm/v8/org', {
      method: 'POST',
      body: new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) }),
      duplex: 'half',
      ...(signal && { signal }),
    });

  test('its client can leave', async () => {
    const leaving = new AbortController();
    setImmediate(() => leaving.abort());
    await expect(stalled(leaving.signal)).rejects.toThrow('aborted');
  });

  test('close breaks it off', async () => {
    setImmediate(() => void emulator.close());
    await expect(stalled()).rejects.toThrow(TypeError);
  });
});

test('an address that is none rejects, as with fetch', async () => {
  await expect(emulator.fetch('/crm/v8/org')).rejects.toThrow(TypeError);
});
