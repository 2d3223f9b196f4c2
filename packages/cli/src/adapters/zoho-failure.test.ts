import { isTransferFailure, TransferFailure } from '@zohokit/transfer-core';
import { TransportFailure, ZohoError, type ZohoErrorKind } from '@zohokit/zoho-http';
import { describe, expect, it } from 'vitest';
import { toZohoFailure, translated, translatedEach } from './zoho-failure.ts';

describe('toZohoFailure', () => {
  it.each<[ZohoErrorKind, string, string]>([
    ['authorization', 'run', 'authorization'],
    ['scope', 'run', 'authorization'],
    ['rate-limit', 'run', 'try-later'],
    ['quota', 'run', 'try-later'],
    ['not-found', 'item', 'permanent'],
    ['refused', 'item', 'permanent'],
    ['bad-request', 'item', 'permanent'],
    ['usage', 'item', 'permanent'],
    ['conflict', 'item', 'transient'],
    ['unavailable', 'item', 'transient'],
    ['unexpected-response', 'item', 'transient'],
    ['maybe-committed', 'item', 'maybe-stored'],
  ])('takes %s for a %s failure: %s', (kind, reach, reason) => {
    const failure = toZohoFailure(new ZohoError('no', { kind }), { org: 'org B' });
    expect(failure).toMatchObject({ reach, reason });
  });

  it.each([
    ['proxy', 'never', 'run', 'configuration'],
    ['certificate', 'never', 'run', 'configuration'],
    ['proxy', 'backoff', 'item', 'transient'],
    ['broken', 'never', 'item', 'transient'],
  ] as const)(
    'takes a %s failure with the advice %s for a %s failure',
    (reason, kind, ...meaning) => {
      const cause = new TransportFailure('no', { reason });
      const error = new ZohoError('no', { kind: 'unavailable', retry: { kind }, cause });
      const failure = toZohoFailure(error, { org: 'org B' });
      expect(failure).toMatchObject({ reach: meaning[0], reason: meaning[1] });
    },
  );

  it('names the org, the setting, the scopes and what to do', () => {
    const error = new ZohoError('The token lacks a scope', {
      kind: 'scope',
      scopes: ['WorkDrive.files.READ'],
      hint: 'create a new grant',
    });
    expect(toZohoFailure(error, { org: 'org B', about: 'THE_SETTING' })).toMatchObject({
      message:
        'org B: The token lacks a scope (THE_SETTING); needed: WorkDrive.files.READ; create a new grant',
      cause: error,
    });
  });

  it('lets a call give a kind another meaning', () => {
    const meanings = { conflict: { reach: 'item', reason: 'name-taken' } } as const;
    const error = new ZohoError('taken', { kind: 'conflict' });
    expect(toZohoFailure(error, { org: 'org A', meanings })).toMatchObject({
      reason: 'name-taken',
    });
  });

  it('leaves every other error as it is', async () => {
    const own = new TransferFailure('mine', { reach: 'run', reason: 'state' });
    const foreign = new RangeError('a defect');
    expect(toZohoFailure(own, { org: 'org A' })).toBe(own);
    expect(toZohoFailure(foreign, { org: 'org A' })).toBe(foreign);
    await expect(translated(Promise.reject(own), { org: 'org A' })).rejects.toBe(own);
  });
});

describe('translatedEach', () => {
  it('translates an error between two items', async () => {
    async function* broken() {
      yield 1;
      throw new ZohoError('cut', { kind: 'unavailable' });
    }
    const seen: number[] = [];
    const walk = async () => {
      for await (const item of translatedEach(broken(), { org: 'org B' })) seen.push(item);
    };
    await expect(walk()).rejects.toSatisfy(isTransferFailure);
    expect(seen).toEqual([1]);
  });

  it('closes its source when the reader leaves early', async () => {
    let closed = false;
    async function* source() {
      try {
        yield 1;
        yield 2;
      } finally {
        closed = true;
      }
    }
    for await (const _ of translatedEach(source(), { org: 'org B' })) break;
    expect(closed).toBe(true);
  });
});
