import { expect, test } from 'vitest';
import { placeOfPool, placeOfUrl } from './place.ts';

test.each([
  ['postgres://u:secret@db.example:6543/zoho', 'database "zoho" on db.example:6543'],
  ['postgresql://u:secret@db.example/zoho?sslmode=no-verify', 'database "zoho" on db.example:5432'],
  ['postgres://u:p%40%23%2Fsecret@[::1]:5/a%20b', 'database "a b" on [::1]:5'],
  ['postgres://u:secret@db.example', 'the default database on db.example:5432'],
  ['postgres:///zoho?host=/run/pg&password=secret', 'database "zoho" on /run/pg:5432'],
  ['postgres:///zoho', 'database "zoho" on the default host'],
])('a URL is named by host and database: %s', (url, place) => {
  expect(placeOfUrl(url)).toBe(place);
});

test.each([
  'secret',
  'mysql://u:secret@db.example/zoho',
  // What a password becomes when it is not encoded: a host, a port, a path, a question.
  'postgres://u:12#secret@db.example/zoho',
  'postgres://u:12/secret@db.example/zoho',
  'postgres://u:12?secret@db.example/zoho',
  'postgres://u:secret#more@db.example/zoho',
  'postgres://u:%zzsecret@db.example/%zz',
])('what is no URL of a database is refused without being shown: %s', (url) => {
  const refuse = (): unknown => placeOfUrl(url);
  expect(refuse).toThrow(expect.objectContaining({ reach: 'run', reason: 'configuration' }));
  expect(refuse).toThrow(/^The database URL cannot be used: (?!.*(?:secret|12|db\.example))/u);
});

test('a pool is named by what it says, and by nothing where that is no URL', () => {
  expect(placeOfPool({ host: 'db', port: 5, database: 'zoho' })).toBe('database "zoho" on db:5');
  expect(placeOfPool({ connectionString: 'postgres://u:secret@db/zoho' })).toBe(
    'database "zoho" on db:5432',
  );
  expect(placeOfPool({ connectionString: '/run/secret zoho' })).toBe(
    'the database of the given pool',
  );
  expect(placeOfPool()).toBe('the default database on the default host');
});
