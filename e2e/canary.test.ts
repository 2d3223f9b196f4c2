import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { encryptedStore } from '@zohokit/zoho-auth';
import { eventChannel } from '@zohokit/zoho-http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { allFaultCases } from './support/all-fault-cases.ts';
import { canaries, leaksIn, proxyCanary } from './support/canaries.ts';
import { createEcho, echoForms, type EchoForm } from './support/echo.ts';
import type { PlayedCase } from './support/fault-case.ts';
import { echoCases } from './support/fault-cases-echo.ts';
import { networkCalls, networkCases } from './support/fault-cases-network.ts';
import { runNetwork } from './support/network-ways.ts';
import { textsOfError } from './support/outlets.ts';
import { createRecordingStore } from './support/recording-store.ts';
import { runFault } from './support/run-fault.ts';
import { useScriptedServer } from './support/use-scripted-server.ts';

/** Nothing that is secret comes out, whatever goes wrong and whatever a server repeats. */

const server = useScriptedServer();
const forms = Object.keys(echoForms) as EchoForm[];

/**
 * A fifth of the cases for each form: all with each would take five times as long and hardly find
 * more. All of them with the plain form are in `canary-output.test.ts`.
 */
function shareOf<Case>(form: EchoForm, cases: readonly Case[]): Case[] {
  return cases.filter((_, index) => index % forms.length === forms.indexOf(form));
}

const published: string[] = [];
const onMessage = (message: unknown): void => void published.push(JSON.stringify(message));
beforeAll(() => subscribe(eventChannel, onMessage));
afterAll(() => unsubscribe(eventChannel, onMessage));
beforeEach(() => published.splice(0));

const encryptionKey = Buffer.alloc(32, 7);

/** What leaks from one run of a case: nothing. */
async function leaksOf(fault: PlayedCase, form: EchoForm, turn: number): Promise<string[]> {
  const [store, underneath] = [createRecordingStore(), createRecordingStore()];
  const run = await runFault(server(), fault, {
    secrets: canaries,
    echo: createEcho(form, turn),
    store,
    tokenStore: encryptedStore(underneath, { key: encryptionKey }),
  });
  const stored = [store.written({ tokens: true }), underneath.written({ tokens: true })];
  const told = run.events.map((event) => JSON.stringify(event));
  return leaksIn([...textsOfError(run.error), ...stored, ...told].join('\n'));
}

test.each(forms)('cases of the matrix leak nothing of what is repeated %s', async (form) => {
  const some = shareOf(form, allFaultCases);
  const leaking: unknown[] = [];
  for (const [turn, fault] of some.entries()) {
    const leaks = await leaksOf(fault, form, turn);
    if (leaks.length > 0) leaking.push([fault.rule, fault.what, leaks]);
  }
  expect(leaking).toEqual([]);
  expect(leaksIn(published.join('\n'))).toEqual([]);
  expect([some.length, published.length]).toSatisfy((counts: number[]) =>
    counts.every((count) => count > 30),
  );
});

test.each(forms)('texts of Zoho leak nothing that they repeat %s', async (form) => {
  const some = shareOf(form, echoCases);
  const leaking: unknown[] = [];
  for (const [turn, fault] of some.entries()) {
    const leaks = await leaksOf(fault, form, turn);
    if (leaks.length > 0) leaking.push([fault, leaks]);
  }
  expect(leaking).toEqual([]);
  expect(leaksIn(published.join('\n'))).toEqual([]);
});

/** Those who keep silent repeat nothing, and take their time. */
const talking = networkCases.filter(({ way }) => !/silent|mute/.test(JSON.stringify(way)));

test.each(talking)('on the way to Zoho, $rule leaks nothing: $what', async ({ way }) => {
  const store = createRecordingStore();
  const [call = 'items.get'] = networkCalls;
  const run = await runNetwork(server(), way, call, {
    password: proxyCanary,
    secrets: canaries,
    store,
  });
  const texts = [...textsOfError(run.error), ...run.events.map((event) => JSON.stringify(event))];
  expect(run.error).toBeInstanceOf(Error);
  expect(leaksIn([...texts, ...published, store.written({ tokens: false })].join('\n'))).toEqual(
    [],
  );
});

test('what is looked for would be found', async () => {
  const echo = createEcho('plain', 0);
  const said = Object.values(echoForms).map((form) => form(`x=${canaries.clientSecret}`));
  for (const text of [...said, canaries.content.slice(-12)]) expect(leaksIn(text)).not.toEqual([]);
  const request = {
    host: 'www.zohoapis.eu',
    method: 'GET',
    path: '/',
    query: `page=${encodeURIComponent(canaries.query)}`,
    headers: { authorization: `Zoho-oauthtoken ${canaries.accessToken(1)}` },
    body: '',
    at: 0,
  };
  const { json, headers, reason } = echo({ status: 404, json: { title: 'No such' } }, request);
  for (const one of [json, headers, reason]) expect(leaksIn(JSON.stringify(one))).not.toEqual([]);
});
