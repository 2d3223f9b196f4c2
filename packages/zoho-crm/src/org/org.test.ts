import { expect, test } from 'vitest';
import { useEmulatedCrm } from '../testing/emulated-crm.ts';
import { scriptedCrm } from '../testing/scripted-crm.ts';
import { editionLimits, toEdition } from './edition.ts';

const { crm, emulator } = useEmulatedCrm(
  { Deals_X: { fields: [], records: [] } },
  { edition: 'enterprise' },
);

test('the organisation says who it is and what its edition allows', async () => {
  const org = await crm().org.get();
  expect(org).toMatchObject({ name: 'A', type: 'production', edition: 'enterprise' });
  expect(org.zgid).toMatch(/^\d+$/);
  expect(editionLimits(org.edition ?? 'free', 10)).toEqual({
    concurrency: 20,
    dailyCredits: 60_000,
  });
});

test('people, roles and profiles are listed and found', async () => {
  const { org } = crm();
  const users = await Array.fromAsync(org.users({ type: 'ActiveUsers' }));
  const me = await org.currentUser();
  expect(me).toMatchObject({ email: 'ada@example.com' });
  expect(users.map(({ id }) => id)).toContain(me.id);
  expect(await org.user(me.id)).toMatchObject({ id: me.id });

  const [role] = await org.roles();
  expect(await org.role(role?.id ?? '')).toMatchObject({ id: role?.id });
  const profiles = await org.profiles();
  const admin = await org.profile(profiles[0]?.id ?? '');
  expect(admin.permissions_details?.length).toBeGreaterThan(0);
});

test('nobody is not-found, and an id that is none no request', async () => {
  const { crm: scripted, requests } = scriptedCrm([{ status: 204 }]);
  const { org } = scripted;
  await expect(org.user('77')).rejects.toMatchObject({ kind: 'not-found' });
  await expect(org.role('77')).rejects.toMatchObject({ kind: 'not-found' });
  await expect(org.profile('x')).rejects.toMatchObject({ kind: 'usage' });
  expect(await Array.fromAsync(org.users())).toEqual([]);
  expect(await org.roles()).toEqual([]);
  expect(requests).toHaveLength(4);
});

test('users come page by page', async () => {
  const page = (id: string, more_records: boolean) => ({
    status: 200,
    json: { users: [{ id }], info: { more_records } },
  });
  const { crm: scripted, requests } = scriptedCrm([page('1', true), page('2', false)]);
  const users = await Array.fromAsync(scripted.org.users({ type: 'AdminUsers' }));
  expect(users.map(({ id }) => id)).toEqual(['1', '2']);
  expect(requests.map(({ query }) => query)).toEqual([
    { type: 'AdminUsers', page: '1', per_page: '200' },
    { type: 'AdminUsers', page: '2', per_page: '200' },
  ]);
});

test.each([
  ['free', false, 'free'],
  ['enterprise', true, 'enterprise'],
  ['Zoho One', true, 'enterprise'],
  ['CRM Plus', true, 'ultimate'],
  ['professional', false, 'free'],
  ['unheard-of', true, undefined],
])('a plan of %s, paid %s, is %s', async (paid_type, paid, edition) => {
  const license_details = { paid_type, paid, users_license_purchased: 3 };
  const json = { org: [{ id: '1', zgid: '2', license_details }] };
  const { crm: scripted } = scriptedCrm([{ status: 200, json }]);
  expect(await scripted.org.get()).toMatchObject({ edition, userLicenses: 3, name: undefined });
});

test('what an edition allows is what Zoho documents', () => {
  expect(toEdition('ULTIMATE')).toBe('ultimate');
  expect(editionLimits('standard', 1_000)).toEqual({ concurrency: 10, dailyCredits: 100_000 });
  expect(editionLimits('ultimate')).toEqual({ concurrency: 25, dailyCredits: 50_000 });
});

test('credits are told as soon as Zoho tells them, of files too', async () => {
  emulator().setProfile({ dailyCredits: 4 });
  const told: [number, string][] = [];
  const client = crm({ onCredits: ({ remaining, path }) => void told.push([remaining, path]) });
  for (let n = 0; n < 3; n += 1) await client.count('Deals_X');
  await client.files.download('nope').catch(() => undefined);
  expect(told.map(([remaining]) => remaining)).toEqual([2, 1, 0]);
  expect(told.at(-1)?.[1]).toContain('/crm/v8/files');
});
