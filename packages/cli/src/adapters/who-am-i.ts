import type { WorkDriveClient } from '@zohokit/zoho-workdrive';

/** Resolves to the user id (ZUID) of a connection. Rejects with what the client rejects with. */
export interface WhoAmI {
  (signal?: AbortSignal): Promise<string>;
}

/** Where the answer is kept. */
export interface UserIdMemory {
  get(): Promise<string | undefined>;
  set(userId: string): Promise<void>;
}

export interface WhoAmIOptions {
  drive: Pick<WorkDriveClient, 'users'>;
  /** Must be of the connection's credentials alone. @default this process only */
  memory?: UserIdMemory | undefined;
}

/** Asks WorkDrive unless the answer is known; an answer that failed is asked for again. */
export function createWhoAmI({ drive, memory = inProcess() }: WhoAmIOptions): WhoAmI {
  return async (signal) => {
    const known = await memory.get();
    if (known !== undefined) return known;
    const { zuid } = await drive.users.me({ signal });
    await memory.set(zuid);
    return zuid;
  };
}

// --- internal ---

function inProcess(): UserIdMemory {
  let known: string | undefined;
  return {
    get: async () => known,
    async set(userId) {
      known = userId;
    },
  };
}
