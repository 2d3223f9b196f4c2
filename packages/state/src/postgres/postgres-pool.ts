/** A statement, and how long the client waits for its answer, in milliseconds. */
export interface PostgresQuery {
  text: string;
  values?: unknown[];
  query_timeout?: number;
  /** How texts of the database become values; as the pool has it when absent. */
  types?: { getTypeParser(oid: number): (text: string) => unknown };
}

/** What is used of a client that a pool of `pg` lends. */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<unknown>;
  /** With `true` the pool closes the connection instead of lending it again. */
  release(destroy?: boolean): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
}

/** Where a pool connects to, as far as it says; for messages only. */
export interface PostgresPoolOptions {
  host?: string | undefined;
  port?: number | undefined;
  database?: string | undefined;
  connectionString?: string | undefined;
}

/** What is used of a pool of `pg`; so a `Pool` of any of its releases will do. */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  options?: PostgresPoolOptions | undefined;
}
