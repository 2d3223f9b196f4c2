import type { CallOptions } from '@zohokit/zoho-http';
import type { CrmClient } from '../client.ts';
import { where } from '../condition.ts';
import type { CrmMethod } from '../scopes.ts';

/** Calls a method so that it sends at once, and takes what it gives. */
export type MethodCall = (crm: CrmClient, call: CallOptions) => Promise<unknown>;

const deals = (crm: CrmClient) => crm.module('Deals');
const bytes = {
  name: 'a.txt',
  size: 1,
  open: async function* () {
    yield Buffer.from('a');
  },
};
const channel = {
  channelId: '7',
  events: ['Deals.edit' as const],
  notifyUrl: 'https://hooks.example.com/crm',
};
const insert = { operation: 'insert' as const, fields: ['Deal_Name'] };
const taken = async (rows: AsyncIterable<unknown>) => await Array.fromAsync(rows);

/** Every method of the client that sends, with arguments that are right. */
export const everyMethod: Record<CrmMethod, MethodCall> = {
  'module.list': (crm, call) => taken(deals(crm).list({ ...call, fields: ['Stage'] })),
  'module.readAll': (crm, call) => taken(deals(crm).readAll({ ...call, fields: ['Stage'] })),
  'module.query': (crm, call) => taken(deals(crm).query({ ...call, fields: ['Stage'] })),
  'module.changes': (crm, call) =>
    taken(deals(crm).changes({ ...call, since: new Date(0), fields: ['Stage'] })),
  'module.search': (crm, call) =>
    taken(deals(crm).search({ ...call, criteria: where().equals('Stage', 'x') })),
  'module.find': (crm, call) => deals(crm).find('1', call),
  'module.get': (crm, call) => deals(crm).get('1', call),
  'module.findMany': (crm, call) => deals(crm).findMany(['1'], { ...call, fields: ['Stage'] }),
  'module.deleted': (crm, call) => taken(deals(crm).deleted(call)),
  'module.insert': (crm, call) => deals(crm).insert([{}], call),
  'module.insertAll': (crm, call) => taken(deals(crm).insertAll([{}], call)),
  'module.update': (crm, call) => deals(crm).update([{ id: '1' }], call),
  'module.updateAll': (crm, call) => taken(deals(crm).updateAll([{ id: '1' }], call)),
  'module.upsert': (crm, call) => deals(crm).upsert([{}], call),
  'module.upsertAll': (crm, call) => taken(deals(crm).upsertAll([{}], call)),
  'module.delete': (crm, call) => deals(crm).delete(['1'], call),
  'module.deleteAll': (crm, call) => taken(deals(crm).deleteAll(['1'], call)),
  'coql.page': (crm, call) => crm.coql.page('select id from Deals where id > 0', call),
  'coql.rows': (crm, call) => taken(crm.coql.rows({ ...call, select: ['id'], from: 'Deals' })),
  'metadata.modules': (crm, call) => crm.metadata.modules(call),
  'metadata.module': (crm, call) => crm.metadata.module('Deals', call),
  'metadata.fields': (crm, call) => crm.metadata.fields('Deals', call),
  'metadata.coverage': (crm, call) => crm.metadata.coverage('Deals', [], call),
  'metadata.createFields': (crm, call) =>
    crm.metadata.createFields('Deals', [{ label: 'A', dataType: 'text' }], call),
  'metadata.updateFields': (crm, call) => crm.metadata.updateFields('Deals', [{ id: '1' }], call),
  'mass.updateByIds': (crm, call) =>
    taken(crm.mass('Deals').updateByIds(['1'], { Stage: 'x' }, call)),
  'mass.updateView': (crm, call) => crm.mass('Deals').updateView('1', { Stage: 'x' }, call),
  'mass.status': (crm, call) => crm.mass('Deals').status('1', call),
  'mass.wait': (crm, call) => crm.mass('Deals').wait('1', call),
  'bulk.read': (crm, call) => taken(crm.bulk.read('Deals', call)),
  'bulk.createRead': (crm, call) => crm.bulk.createRead('Deals', {}, call),
  'bulk.readStatus': (crm, call) => crm.bulk.readStatus('1', call),
  'bulk.waitForRead': (crm, call) => crm.bulk.waitForRead('1', call),
  'bulk.readResult': (crm, call) => taken(crm.bulk.readResult('1', call)),
  'bulk.write': (crm, call) =>
    taken(crm.bulk.write('Deals', [{ Deal_Name: 'x' }], { ...insert, ...call })),
  'bulk.writeStatus': (crm, call) => crm.bulk.writeStatus('1', call),
  'bulk.waitForWrite': (crm, call) => crm.bulk.waitForWrite('1', call),
  'bulk.writeResult': (crm, call) => taken(crm.bulk.writeResult('1', call)),
  count: (crm, call) => crm.count('Deals', {}, call),
  'attachments.list': (crm, call) => taken(crm.attachments('Deals').list('1', call)),
  'attachments.upload': (crm, call) => crm.attachments('Deals').upload('1', bytes, call),
  'attachments.link': (crm, call) =>
    crm.attachments('Deals').link('1', { url: 'https://example.com' }, call),
  'attachments.download': (crm, call) => crm.attachments('Deals').download('1', '2', call),
  'attachments.delete': (crm, call) => crm.attachments('Deals').delete('1', '2', call),
  'files.upload': (crm, call) => crm.files.upload([bytes], call),
  'files.download': (crm, call) => crm.files.download('a', call),
  'files.downloadField': (crm, call) => crm.files.downloadField('Deals', '1', '2', call),
  'notes.list': (crm, call) => taken(crm.notes.list({ module: 'Deals', id: '1' }, call)),
  'notes.add': (crm, call) =>
    crm.notes.add([{ parent: { module: 'Deals', id: '1' }, content: 'a' }], call),
  'notes.update': (crm, call) => crm.notes.update([{ id: '1', content: 'a' }], call),
  'notes.delete': (crm, call) => crm.notes.delete(['1'], call),
  'related.list': (crm, call) =>
    taken(crm.related('Deals').list('1', 'Products', { ...call, fields: ['id'] })),
  'related.link': (crm, call) => crm.related('Deals').link('1', 'Products', [{ id: '2' }], call),
  'related.unlink': (crm, call) => crm.related('Deals').unlink('1', 'Products', ['2'], call),
  'org.get': (crm, call) => crm.org.get(call),
  'org.users': (crm, call) => taken(crm.org.users(call)),
  'org.user': (crm, call) => crm.org.user('1', call),
  'org.currentUser': (crm, call) => crm.org.currentUser(call),
  'org.roles': (crm, call) => crm.org.roles(call),
  'org.role': (crm, call) => crm.org.role('1', call),
  'org.profiles': (crm, call) => crm.org.profiles(call),
  'org.profile': (crm, call) => crm.org.profile('1', call),
  'notifications.watch': (crm, call) => crm.notifications.watch([channel], call),
  'notifications.change': (crm, call) => crm.notifications.change([{ channelId: '7' }], call),
  'notifications.removeEvents': (crm, call) =>
    crm.notifications.removeEvents('7', ['Deals.edit'], call),
  'notifications.list': (crm, call) => taken(crm.notifications.list(call)),
  'notifications.disable': (crm, call) => crm.notifications.disable(['7'], call),
  'notifications.keep': (crm, { signal = new AbortController().signal, ...call }) =>
    crm.notifications.keep(channel, { ...call, signal }),
  composite: (crm, call) =>
    crm.composite([{ id: '1', method: 'GET', path: '/crm/v8/Deals/1' }], call),
};

const m = 'Deals/1';
const many = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

/**
 * A call that cannot be meant, and is to be refused before anything is sent, of every method that can
 * be called so.
 */
export const everyMisuse: Partial<Record<CrmMethod, MethodCall>> = {
  'module.list': (crm) => taken(deals(crm).list({ fields: many(51, 'F').map((f, n) => f + n) })),
  'module.readAll': (crm) => taken(deals(crm).readAll({ fields: ['a b'] })),
  'module.query': (crm) => taken(deals(crm).query({ fields: ['Stage'], pageSize: 2_001 })),
  'module.changes': async (crm) => await taken(deals(crm).changes({ since: '2026-01-31' })),
  'module.search': (crm) => taken(deals(crm).search({ criteria: where().isNull('Stage') })),
  'module.find': (crm) => deals(crm).find('../1'),
  'module.get': (crm) => deals(crm).get(''),
  'module.findMany': (crm) =>
    deals(crm).findMany(
      many(101, '1').map((one, n) => one + n),
      { fields: ['Stage'] },
    ),
  'module.deleted': (crm) => taken(deals(crm).deleted({ since: 'yesterday' })),
  'module.insert': (crm) => deals(crm).insert(many(101, {})),
  'module.insertAll': (crm) => taken(deals(crm).insertAll([{}], { batchSize: 101 })),
  'module.update': (crm) => deals(crm).update([{ id: '1' }], { ifUnmodifiedSince: '2026-01-31' }),
  'module.updateAll': (crm) => taken(deals(crm).updateAll([{ id: '1' }], { parallel: 0 })),
  'module.upsert': async (crm) => await deals(crm).upsert([{}], { duplicateCheckFields: ['a b'] }),
  'module.upsertAll': async (crm) =>
    await taken(deals(crm).upsertAll([{}], { duplicateCheckFields: ['a b'] })),
  'module.delete': (crm) => deals(crm).delete(many(101, '1')),
  'module.deleteAll': (crm) => taken(deals(crm).deleteAll(['1'], { batchSize: 0 })),
  'coql.rows': (crm) => taken(crm.coql.rows({ select: ['a b'], from: 'Deals' })),
  'metadata.modules': (crm) => crm.metadata.modules({ ifModifiedSince: 'today' }),
  'metadata.module': (crm) => crm.metadata.module('..'),
  'metadata.fields': (crm) => crm.metadata.fields(m),
  'metadata.coverage': (crm) => crm.metadata.coverage(m, []),
  'metadata.createFields': (crm) =>
    crm.metadata.createFields('Deals', many(6, { label: 'A', dataType: 'text' })),
  'metadata.updateFields': (crm) => crm.metadata.updateFields('Deals', [{ id: 'x' }]),
  'mass.updateByIds': async (crm) => await taken(crm.mass('Leads').updateByIds(['1'], {})),
  'mass.updateView': (crm) => crm.mass('Leads').updateView('x', { A: 1 }),
  'mass.status': (crm) => crm.mass('Leads').status('x'),
  'mass.wait': (crm) => crm.mass('Leads').wait('1', { longestMs: 0 }),
  'bulk.read': async (crm) => await taken(crm.bulk.read('Deals', { view: 'x' })),
  'bulk.createRead': (crm) => crm.bulk.createRead('Deals', {}, { callbackUrl: 'http://x' }),
  'bulk.readStatus': (crm) => crm.bulk.readStatus('x'),
  'bulk.waitForRead': (crm) => crm.bulk.waitForRead('1', { firstMs: -1 }),
  'bulk.readResult': (crm) => taken(crm.bulk.readResult('x')),
  'bulk.write': (crm) => taken(crm.bulk.write('Deals', [], { operation: 'insert', fields: [] })),
  'bulk.writeStatus': (crm) => crm.bulk.writeStatus('x'),
  'bulk.waitForWrite': (crm) => crm.bulk.waitForWrite('x'),
  'bulk.writeResult': (crm) => taken(crm.bulk.writeResult('x')),
  count: (crm) => crm.count('Deals', { word: 'a', email: 'a@example.com' }),
  'attachments.list': async (crm) => await taken(crm.attachments('Deals').list('x')),
  'attachments.upload': (crm) => crm.attachments('Deals').upload('1', { ...bytes, size: 2 ** 30 }),
  'attachments.link': (crm) => crm.attachments('Deals').link('1', { url: 'file:///etc' }),
  'attachments.download': (crm) => crm.attachments('Deals').download('1', '../2'),
  'attachments.delete': (crm) => crm.attachments('Deals').delete('x', '2'),
  'files.upload': (crm) => crm.files.upload(many(11, bytes)),
  'files.download': (crm) => crm.files.download(''),
  'files.downloadField': (crm) => crm.files.downloadField('Deals', 'x', '2'),
  'notes.list': async (crm) => await taken(crm.notes.list({ module: 'Deals', id: 'x' })),
  'notes.add': (crm) =>
    crm.notes.add(many(101, { parent: { module: 'Deals', id: '1' }, content: 'a' })),
  'notes.update': (crm) => crm.notes.update(many(101, { id: '1', content: 'a' })),
  'notes.delete': (crm) => crm.notes.delete(many(101, '1')),
  'related.list': async (crm) =>
    await taken(crm.related('Deals').list('x', 'Products', { fields: ['id'] })),
  'related.link': async (crm) => await crm.related('Deals').link('1', 'a b', [{ id: '2' }]),
  'related.unlink': (crm) => crm.related('Deals').unlink('1', 'Products', many(101, '2')),
  'org.user': (crm) => crm.org.user('x'),
  'org.role': (crm) => crm.org.role('x'),
  'org.profile': (crm) => crm.org.profile('x'),
  'notifications.watch': async (crm) =>
    await crm.notifications.watch([{ ...channel, notifyUrl: 'http://x' }]),
  'notifications.change': async (crm) => await crm.notifications.change([{ channelId: 'x' }]),
  'notifications.removeEvents': (crm) => crm.notifications.removeEvents('7', []),
  'notifications.list': async (crm) => await taken(crm.notifications.list({ channelId: 'x' })),
  'notifications.disable': (crm) => crm.notifications.disable(['7', '7']),
  'notifications.keep': (crm) =>
    crm.notifications.keep(channel, { signal: new AbortController().signal, lifetimeMs: 1 }),
  composite: (crm) => crm.composite([]),
};
