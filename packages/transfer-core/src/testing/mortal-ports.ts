import { readText } from './in-memory-store-drive.ts';
import type { InMemoryWorld } from './in-memory-world.ts';
import type { TransferPorts } from '../ports.ts';
import type { UploadAnswer, UploadRequest } from '../drives.ts';

/** What the process is after it died: every port call fails with this. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/**
 * Counts the steps of a run (before and after every port call, and inside an upload between its
 * last byte and its answer) and lets things happen at any of them: a foreign write, or death.
 */
export class Steps {
  #count = 0;
  #dead = false;
  readonly #dieAt: number | undefined;
  readonly #onStep: ((step: number) => void) | undefined;

  constructor(dieAt?: number, onStep?: (step: number) => void) {
    this.#dieAt = dieAt;
    this.#onStep = onStep;
  }

  get count(): number {
    return this.#count;
  }

  get dead(): boolean {
    return this.#dead;
  }

  pass(): void {
    if (this.#dead) throw new ProcessDied('the process is dead');
    this.#onStep?.(this.#count);
    if (this.#count === this.#dieAt) this.#dead = true;
    this.#count += 1;
    if (this.#dead) throw new ProcessDied('the process died here');
  }
}

/** The world's ports as seen by a process that may die at any step; what it did so far stays done. */
export function mortalPorts(world: InMemoryWorld, steps: Steps): TransferPorts {
  const ports = world.ports();
  const store = mortal(world.store, steps);
  return {
    ...ports,
    journal: mortal(world.journal, steps),
    records: mortal(world.records, steps),
    source: mortal(world.source, steps),
    store: Object.assign(Object.create(store) as typeof store, {
      upload: (request: UploadRequest) => mortalUpload(world, request, steps),
    }),
  };
}

// --- internal ---

/** A step before and a step after every method, also of what it iterates. */
function mortal<Port extends object>(port: Port, steps: Steps): Port {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        steps.pass();
        const result: unknown = Reflect.apply(value, target, args);
        return result instanceof Promise
          ? result.then((done: unknown) => afterwards(done, steps))
          : result;
      };
    },
  });
}

function afterwards(result: unknown, steps: Steps): unknown {
  steps.pass();
  return result;
}

/** The server goes on when the client dies after its last byte. */
async function mortalUpload(
  { store }: InMemoryWorld,
  request: UploadRequest,
  steps: Steps,
): Promise<UploadAnswer> {
  steps.pass();
  const text = await readText(request.body, request.size);
  try {
    steps.pass();
  } catch (error) {
    store.abandonUpload(request, text);
    throw error;
  }
  const answer = store.finishUpload(request, text);
  steps.pass();
  return answer;
}
