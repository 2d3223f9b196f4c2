import { Client, type QueryResult } from 'pg';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';

/** A database of its own on a real server. */
export interface PostgresDatabase {
  server: PostgresServer;
  name: string;
  /** Of a superuser, with its password. */
  url: string;
  /** What somebody else says, to this database. */
  sql(text: string, values?: unknown[]): Promise<QueryResult>;
  /** The database is gone, and the server if it was started for it. */
  close(): Promise<void>;
}

/** Makes an empty database of that name, with the end of its name this process's own. */
export async function createPostgresDatabase(prefix: string): Promise<PostgresDatabase> {
  const server = await startPostgresServer();
  const name = `${prefix}_${process.pid}`;
  const address = new URL(server.url);
  address.pathname = `/${name}`;
  await say(server.url, `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  return {
    server,
    name,
    url: address.href,
    sql: (text, values) => say(address.href, text, values),
    async close() {
      await say(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await server.close();
    },
  };
}

// --- internal ---

async function say(url: string, text: string, values: unknown[] = []): Promise<QueryResult> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
}
