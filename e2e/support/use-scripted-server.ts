import { afterAll, beforeAll } from 'vitest';
import { startScriptedServer, type ScriptedServer } from './scripted-server.ts';

/** One server for all tests of the file. */
export function useScriptedServer(): () => ScriptedServer {
  let server: ScriptedServer;
  beforeAll(async () => {
    server = await startScriptedServer();
  });
  afterAll(() => server.close());
  return () => server;
}
