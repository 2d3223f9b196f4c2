import { readText, type InMemoryStoreDrive } from './in-memory-store-drive.ts';
import { ProcessDied } from './mortal-ports.ts';
import { TransferFailure, type FailureReason } from '../failure.ts';
import type { InMemoryWorld } from './in-memory-world.ts';
import type { WriteResult, WriteRow } from '../records.ts';
import type { TransferPorts } from '../ports.ts';
import type { FolderAnswer, FolderRequest, UploadAnswer, UploadRequest } from '../drives.ts';

/** A seeded source of chance: the same seed gives the same run for ever (xorshift, 32 bits). */
export function createChance(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  for (let turn = 0; turn < 8; turn += 1) next();
  return next;
}

export function pick<const Item>(chance: () => number, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(chance() * items.length)] ?? items[0];
}

export interface ChaosOptions {
  chance: () => number;
  /** How likely each remote call fails, from 0 to 1. */
  faults: number;
  /** How likely the process dies at each step. */
  deaths: number;
  /** What somebody else does at a step, now and then. */
  foreigners: (world: InMemoryWorld) => void;
}

/** The world's ports for one process in bad weather: it may die, and whatever it asks may fail. */
export function chaoticPorts(world: InMemoryWorld, options: ChaosOptions): TransferPorts {
  const weather = new Weather(world, options);
  const store = weather.around(world.store, ['list', 'stat', 'read', 'trash', 'checkWritable']);
  const records = weather.around(world.records, ['read']);
  return {
    ...world.ports(),
    journal: weather.around(world.journal, []),
    source: weather.around(world.source, ['open', 'list']),
    store: weather.instead(store, {
      upload: (request) => weather.upload(request),
      createFolder: (request) => weather.createFolder(request),
    }),
    records: weather.instead(records, { write: (rows) => weather.write(rows) }),
  };
}

// --- internal ---

class Weather {
  readonly #world: InMemoryWorld;
  readonly #options: ChaosOptions;
  #dead = false;

  constructor(world: InMemoryWorld, options: ChaosOptions) {
    this.#world = world;
    this.#options = options;
  }

  /** A step before and after every method; the methods named may fail instead. */
  around<Port extends object>(port: Port, failing: readonly string[]): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          this.#step();
          if (failing.includes(String(name))) this.#fault(String(name));
          const result: unknown = Reflect.apply(value, target, args);
          return result instanceof Promise
            ? result.then((done: unknown) => this.#after(done))
            : result;
        };
      },
    });
  }

  instead<Port extends object>(port: Port, methods: Partial<Port>): Port {
    const own = new Map<PropertyKey, unknown>(Object.entries(methods));
    return new Proxy(port, {
      get: (target, name) => own.get(name) ?? Reflect.get(target, name, target),
    });
  }

  async upload(request: UploadRequest): Promise<UploadAnswer> {
    const { store } = this.#world;
    this.#step();
    if (this.#happens()) throw failure('throttled');
    const text = await readText(request.body, request.size);
    if (this.#happens()) throw failure(pick(this.#options.chance, ['permanent', 'transient']));
    try {
      this.#step();
    } catch (error) {
      store.abandonUpload(request, text);
      throw error;
    }
    const mishap = this.#mishap(store);
    if (mishap !== undefined) store.uploadFaults.set(request.name, mishap);
    const answer = store.finishUpload(request, text);
    this.#step();
    // Wrong content of the right size shows by its MD5 only: that answer must keep it.
    const isPoor = mishap === undefined && this.#happens();
    return isPoor ? { ...answer, size: undefined, md5: undefined } : answer;
  }

  async createFolder(request: FolderRequest): Promise<FolderAnswer> {
    this.#step();
    if (this.#happens()) throw failure(pick(this.#options.chance, ['permanent', 'transient']));
    const answer = await this.#world.store.createFolder(request);
    this.#step();
    if (this.#happens()) throw failure('maybe-stored');
    return answer;
  }

  async write(rows: readonly WriteRow[]): Promise<WriteResult[]> {
    this.#step();
    if (this.#happens()) throw failure('transient');
    const results = await this.#world.records.write(rows);
    this.#step();
    if (this.#happens()) throw failure('transient');
    return results;
  }

  #mishap({ manners }: InMemoryStoreDrive): 'wrong-content' | 'answer-lost' | undefined {
    if (manners.md5InAnswers && this.#happens()) return 'wrong-content';
    return this.#happens() ? 'answer-lost' : undefined;
  }

  #step(): void {
    if (this.#dead) throw new ProcessDied('the process is dead');
    const { chance, deaths, foreigners } = this.#options;
    if (chance() < deaths) {
      this.#dead = true;
      throw new ProcessDied('the process died here');
    }
    foreigners(this.#world);
  }

  #after(done: unknown): unknown {
    this.#step();
    return done;
  }

  #happens(): boolean {
    return this.#options.chance() < this.#options.faults;
  }

  #fault(what: string): void {
    if (!this.#happens()) return;
    const reason = pick(this.#options.chance, ['transient', 'permanent', 'try-later']);
    throw failure(reason, what);
  }
}

function failure(reason: FailureReason, what = 'the request'): TransferFailure {
  const reach = reason === 'try-later' ? 'run' : 'item';
  return new TransferFailure(`${what} failed`, { reach, reason });
}
