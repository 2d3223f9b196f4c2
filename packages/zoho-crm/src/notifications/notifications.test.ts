import { describe, expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { failed, flat, scriptedCrm } from '../testing/scripted-crm.ts';
import type { ChannelOptions } from './channel.ts';

const { crm, emulator } = useEmulatedCrm({
  Deals_X: { fields: [], records: [{ id: '1', Name: 'one' }] },
});

const channel: ChannelOptions = {
  channelId: '1000000068001',
  events: ['Deals_X.all'],
  notifyUrl: 'https://hooks.example.com/crm?k=v',
  token: 'proof',
};

const soon = (ms: number): string =>
  new Date(emulator().clock.now() + ms).toISOString().replace(/\.\d+Z$/u, '+00:00');

test('channels are made, changed, listed and ended, with one result each', async () => {
  const { notifications } = crm();
  const expiresAt = soon(3_600_000 * 24);
  const made = await notifications.watch([
    { ...channel, expiresAt },
    { ...channel, channelId: '2', events: ['Nothing.edit'] },
  ]);
  expect(made).toMatchObject([
    { ok: true, channelId: channel.channelId },
    { ok: false, channelId: '2', code: 'INVALID_DATA' },
  ]);
  expect(Date.parse(made[0]?.ok ? (made[0].expiresAt ?? '') : '')).toBe(Date.parse(expiresAt));

  const events = ['Deals_X.create' as const, 'Deals_X.delete' as const];
  expect(await notifications.change([{ channelId: channel.channelId, events }])).toMatchObject([
    { ok: true },
  ]);
  await notifications.removeEvents(channel.channelId, ['Deals_X.delete']);
  expect(await Array.fromAsync(notifications.list())).toMatchObject([
    { channelId: channel.channelId, module: 'Deals_X', events: ['Deals_X.create'], token: 'proof' },
  ]);
  expect(await notifications.disable([channel.channelId, '9'])).toMatchObject([
    { ok: true },
    { ok: false, channelId: '9', code: 'NOT_SUBSCRIBED' },
  ]);
  expect(await Array.fromAsync(notifications.list({ channelId: channel.channelId }))).toEqual([]);
});

const made = {
  status: 201,
  json: {
    watch: [
      { status: 'success', code: 'SUCCESS', details: { events: [{ channel_expiry: null }] } },
    ],
  },
};

describe('a channel that is kept', () => {
  test('is renewed before its end, through outages, until it is no longer wanted', async () => {
    const stop = new AbortController();
    const ends: number[] = [];
    const kept = crm().notifications.keep(channel, {
      signal: stop.signal,
      lifetimeMs: 3_600_000,
      attempts: 1,
      onRenewed(expiresAt) {
        ends.push(Date.parse(expiresAt));
        const match = { method: 'PATCH' };
        if (ends.length === 2) emulator().faults.add({ match, effect: { kind: 'reset' } });
        if (ends.length === 4) stop.abort();
      },
    });
    await kept;
    const gaps = ends.slice(1).map((end, at) => end - (ends[at] ?? 0));
    expect(gaps).toHaveLength(3);
    // Each a tenth before the end, and one after an outage.
    for (const gap of gaps) expect(gap).toBeGreaterThan(3_200_000);
    expect(await Array.fromAsync(crm().notifications.list())).toHaveLength(1);
  });

  test('is subscribed again when it is gone', async () => {
    const gone = { status: 400, json: { watch: [failed('NOT_SUBSCRIBED')] } };
    const { crm: scripted, requests, slept } = scriptedCrm([made, gone, made]);
    const stop = new AbortController();
    const ends: string[] = [];
    await scripted.notifications.keep(channel, {
      signal: stop.signal,
      onRenewed: (end) => void (ends.push(end) === 2 && stop.abort()),
    });
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'POST']);
    expect(ends[0]).toBe('2026-03-02T09:00:00+00:00');
    expect(slept[0]).toBe(0.9 * 24 * 3_600_000);
  });

  test('is renewed at half of its time when Zoho gave it less than was asked for', async () => {
    const short = (channel_expiry: string) => ({
      status: 200,
      json: {
        watch: [{ status: 'success', code: 'SUCCESS', details: { events: [{ channel_expiry }] } }],
      },
    });
    const { crm: scripted, slept } = scriptedCrm([short('2026-03-01T10:00:00+00:00')]);
    const stop = new AbortController();
    let renewals = 0;
    await scripted.notifications.keep(channel, {
      signal: stop.signal,
      onRenewed: () => void (++renewals === 2 && stop.abort()),
    });
    expect(slept[0]).toBe(30 * 60_000);
  });

  test('rejects when Zoho refuses it, or when no renewal came through before its end', async () => {
    const { signal } = new AbortController();
    const nothing = { ...channel, events: ['Nothing.all' as const] };
    await expect(crm().notifications.keep(nothing, { signal })).rejects.toMatchObject({
      kind: 'refused',
      code: 'INVALID_DATA',
    });
    const match = { method: 'PATCH', times: 1_000 };
    emulator().faults.add({ match, effect: { kind: 'status', status: 503 } });
    const call = { signal, attempts: 1, lifetimeMs: 3_600_000 };
    await expect(crm().notifications.keep(channel, call)).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  test.each([
    { lifetimeMs: 1 },
    { lifetimeMs: 8 * 24 * 3_600_000 },
    { renewBeforeMs: 0 },
    { lifetimeMs: 60_000, renewBeforeMs: 60_000 },
  ])('for %j is refused', async (options) => {
    const { signal } = new AbortController();
    await expect(crm().notifications.keep(channel, { signal, ...options })).rejects.toMatchObject({
      kind: 'usage',
    });
  });
});

describe('over the wire', () => {
  test('a channel is as it is documented, and not told of notes unless asked for', async () => {
    const { crm: scripted, requests } = scriptedCrm([made]);
    const deals = { apiName: 'Deals', id: '131' };
    const [stage, amount] = [
      { apiName: 'Stage', id: '1' },
      { apiName: 'Amount', id: '2' },
    ];
    await scripted.notifications.watch([
      {
        ...channel,
        returnValues: true,
        expiresAt: '2026-03-08T10:00:00+00:00',
        fields: [
          { module: deals, fields: [stage, amount] },
          { module: deals, fields: [stage] },
        ],
      },
    ]);
    expect(requests).toMatchObject([
      {
        method: 'POST',
        path: 'www.zohoapis.eu/crm/v8/actions/watch',
        json: {
          watch: [
            {
              channel_id: channel.channelId,
              events: ['Deals_X.all'],
              notify_url: channel.notifyUrl,
              token: 'proof',
              channel_expiry: '2026-03-08T10:00:00+00:00',
              return_affected_field_values: true,
              notify_on_related_action: false,
              notification_condition: [
                {
                  type: 'field_selection',
                  module: { api_name: 'Deals', id: '131' },
                  field_selection: {
                    group_operator: 'or',
                    group: [
                      { field: { api_name: 'Stage', id: '1' } },
                      { field: { api_name: 'Amount', id: '2' } },
                    ],
                  },
                },
                { field_selection: { field: { api_name: 'Stage', id: '1' } } },
              ],
            },
          ],
        },
      },
    ]);
  });

  test('a row that is refused (400) is a result, a refused request an error', async () => {
    const row = {
      status: 400,
      json: { watch: [failed('MANDATORY_NOT_FOUND', { api_name: 'x' })] },
    };
    const { crm: scripted } = scriptedCrm([row, flat(403, 'NO_PERMISSION')]);
    expect(await scripted.notifications.watch([channel])).toMatchObject([
      { ok: false, code: 'MANDATORY_NOT_FOUND', field: 'x' },
    ]);
    await expect(scripted.notifications.watch([channel])).rejects.toMatchObject({
      kind: 'authorization',
    });
    expect(await scripted.notifications.watch([])).toEqual([]);
  });

  test.each<[string, Partial<ChannelOptions>]>([
    ['a number that is none', { channelId: 'x' }],
    ['no event', { events: [] }],
    ['an event that is none', { events: ['Deals.move' as never] }],
    ['plain http', { notifyUrl: 'http://example.com' }],
    ['a long address', { notifyUrl: `https://example.com/${'x'.repeat(250)}` }],
    ['a long token', { token: 'x'.repeat(51) }],
    ['an end without offset', { expiresAt: '2026-03-08' }],
    ['no field', { fields: [] }],
  ])('%s is refused', async (_what, change) => {
    const { crm: scripted, requests } = scriptedCrm([made]);
    const watch = async () => await scripted.notifications.watch([{ ...channel, ...change }]);
    await expect(watch()).rejects.toMatchObject({ kind: 'usage' });
    expect(requests).toEqual([]);
  });

  test('the same channel twice is not ended', async () => {
    const { crm: scripted } = scriptedCrm([made]);
    await expect(scripted.notifications.disable(['1', '1'])).rejects.toMatchObject({
      kind: 'usage',
    });
  });
});
