import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { EngineFault } from '../rpc.ts';
import {
  BLOCKED,
  CLEARED,
  DAMAGED,
  READ_ONLY,
  storageFault,
  SUPERSEDED,
  UNAVAILABLE,
} from './storage-faults.ts';
import type { Commit, CorpusRow, StoragePort, StoredChunk, StoredPart } from './storage-port.ts';

interface Schema extends DBSchema {
  corpora: { key: string; value: CorpusRow };
  chunks: { key: [corpus: string, seq: number]; value: StoredChunk };
  parts: { key: [corpus: string, name: string]; value: StoredPart };
}
type Database = IDBPDatabase<Schema>;
type StoreName = 'corpora' | 'chunks' | 'parts';
type WriteTransaction = IDBPTransaction<Schema, StoreName[], 'readwrite'>;
type Migration = (database: Database) => void;

/** Step i brings the database from version i to i + 1. */
export const MIGRATIONS: readonly Migration[] = [
  (database) => {
    database.createObjectStore('corpora', { keyPath: 'id' });
    database.createObjectStore('chunks', { keyPath: ['corpus', 'seq'] });
    database.createObjectStore('parts', { keyPath: ['corpus', 'name'] });
  },
];

export interface IdbOptions {
  name?: string;
  migrations?: readonly Migration[];
  timeoutMs?: number;
  /** A tab with a newer version took over: nothing more is written here. */
  onSuperseded?: () => void;
}

const NAME = 'repartee';
const TIMEOUT_MS = 4000;
const TRIES = 3;
const BACK_OFF_MS = 50;

/**
 * Corpora in one IndexedDB database. Opening is single-flight and settles within 5 s; a connection the
 * browser drops is opened again and the (idempotent) step repeated, at most three times.
 */
export class IdbStorage implements StoragePort {
  readonly backend = 'indexeddb';
  readonly #name: string;
  readonly #migrations: readonly Migration[];
  readonly #timeoutMs: number;
  readonly #onSuperseded: () => void;
  #opening: Promise<Database> | null = null;
  #isSuperseded = false;
  #isReadOnly = false;

  constructor(options: IdbOptions = {}) {
    this.#name = options.name ?? NAME;
    this.#migrations = options.migrations ?? MIGRATIONS;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#onSuperseded = options.onSuperseded ?? (() => undefined);
  }

  /** Said when an upgrade failed and the older database is only read. */
  get readOnly(): string | null {
    return this.#isReadOnly ? READ_ONLY : null;
  }

  async open(): Promise<void> {
    await this.#database();
  }

  rows(): Promise<CorpusRow[]> {
    return this.#run((database) => readFrom(database, 'corpora').getAll());
  }

  row(id: string): Promise<CorpusRow | null> {
    return this.#run(async (database) => (await readFrom(database, 'corpora').get(id)) ?? null);
  }

  chunk(corpus: string, seq: number): Promise<StoredChunk | null> {
    return this.#run(
      async (database) => (await readFrom(database, 'chunks').get([corpus, seq])) ?? null,
    );
  }

  part(corpus: string, name: string): Promise<StoredPart | null> {
    return this.#run(
      async (database) => (await readFrom(database, 'parts').get([corpus, name])) ?? null,
    );
  }

  async commit(commit: Commit): Promise<void> {
    if (this.#isReadOnly) throw new EngineFault('read-only', READ_ONLY);
    await this.#run((database) => writeCommit(database, commit));
  }

  async remove(corpus: string): Promise<void> {
    if (this.#isReadOnly) throw new EngineFault('read-only', READ_ONLY);
    return this.#run(async (database) => {
      const tx = database.transaction(['corpora', 'chunks', 'parts'], 'readwrite');
      const all = IDBKeyRange.bound([corpus], [corpus, []]);
      const done = [
        tx.objectStore('corpora').delete(corpus),
        tx.objectStore('chunks').delete(all),
        tx.objectStore('parts').delete(all),
        tx.done,
      ];
      await Promise.all(done);
    });
  }

  close(): void {
    const opening = this.#opening;
    this.#opening = null;
    void opening?.then((database) => {
      database.close();
    });
  }

  async #run<T>(step: (database: Database) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      if (this.#isSuperseded) throw new EngineFault('newer', SUPERSEDED);
      try {
        return await step(await this.#database());
      } catch (error) {
        const fault = storageFault(error);
        if (fault.code !== 'lost' || attempt === TRIES || this.#isSuperseded) throw fault;
        this.close();
        await new Promise((resolve) => setTimeout(resolve, BACK_OFF_MS * attempt));
      }
    }
  }

  #database(): Promise<Database> {
    if (this.#isSuperseded) return Promise.reject(new EngineFault('newer', SUPERSEDED));
    const opening = this.#opening ?? this.#openWithin();
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    return opening;
  }

  async #openWithin(): Promise<Database> {
    if (typeof indexedDB === 'undefined') throw new EngineFault('unavailable', UNAVAILABLE);
    let isBlocked = false;
    let hasSettled = false;
    const opening = this.#openNow(() => {
      isBlocked = true;
    });
    const timeout = new Promise<never>((_, reject) => {
      setTimeout(() => {
        if (hasSettled) return;
        void opening.then(
          (database) => {
            database.close();
          },
          () => undefined,
        );
        reject(
          new EngineFault(isBlocked ? 'blocked' : 'unavailable', isBlocked ? BLOCKED : UNAVAILABLE),
        );
      }, this.#timeoutMs);
    });
    try {
      return await Promise.race([opening, timeout]);
    } finally {
      hasSettled = true;
    }
  }

  async #openNow(onBlocked: () => void): Promise<Database> {
    try {
      return await this.#openVersion(this.#migrations.length, onBlocked);
    } catch (error) {
      if (isNamed(error, 'AbortError')) return this.#openAsItIs(error);
      throw openFault(error);
    }
  }

  /** An upgrade that failed left the old database as it was: read it, write nothing. */
  async #openAsItIs(cause: unknown): Promise<Database> {
    const database = await openDB<Schema>(
      this.#name,
      undefined,
      this.#callbacks(() => undefined),
    );
    if (database.objectStoreNames.contains('corpora')) {
      this.#isReadOnly = true;
      return database;
    }
    database.close();
    throw openFault(cause);
  }

  #openVersion(version: number, onBlocked: () => void): Promise<Database> {
    return openDB<Schema>(this.#name, version, {
      ...this.#callbacks(onBlocked),
      upgrade: (database, oldVersion, _newVersion, transaction) => {
        transaction.done.catch(() => undefined);
        for (const migrate of this.#migrations.slice(oldVersion)) migrate(database);
      },
    });
  }

  #callbacks(onBlocked: () => void): {
    blocked: () => void;
    blocking: (from: number, to: number | null, event: IDBVersionChangeEvent) => void;
    terminated: () => void;
  } {
    return {
      blocked: onBlocked,
      blocking: (_from, to, event) => {
        (event.target as IDBDatabase).close();
        this.#opening = null;
        if (to === null) return;
        this.#isSuperseded = true;
        this.#onSuperseded();
      },
      terminated: () => {
        this.#opening = null;
      },
    };
  }
}

/** idb's own short-cuts leave the end of a read unhandled: a lost connection would then throw at large. */
function readFrom<Name extends StoreName>(database: Database, name: Name) {
  const tx = database.transaction(name);
  tx.done.catch(() => undefined);
  return tx.store;
}

async function writeCommit(database: Database, commit: Commit): Promise<void> {
  const { row, chunk, parts, dropChunksFrom } = commit;
  const tx = database.transaction(['corpora', 'chunks', 'parts'], 'readwrite');
  const writes: Promise<unknown>[] = [];
  const put = (write: () => Promise<unknown>): void => {
    const promise = write();
    promise.catch(() => undefined);
    writes.push(promise);
  };
  tx.done.catch(() => undefined);
  try {
    const before = chunk ? chunk.seq : row && parts ? row.chunks : 0;
    if (before > 0 && row) put(() => holdToChunk(tx, [row.id, before - 1]));
    if (row && dropChunksFrom !== undefined) {
      const stale = IDBKeyRange.bound([row.id, dropChunksFrom], [row.id, []]);
      put(() => tx.objectStore('chunks').delete(stale));
    }
    if (chunk) put(() => tx.objectStore('chunks').put(chunk));
    for (const part of parts ?? []) put(() => tx.objectStore('parts').put(part));
    if (row) put(() => tx.objectStore('corpora').put(row));
    await Promise.all([...writes, tx.done]);
  } catch (error) {
    if (error instanceof EngineFault) throw error;
    if (isNamed(error, 'QuotaExceededError') || isNamed(error, 'DataCloneError')) throw error;
    throw tx.error ?? error;
  }
}

/**
 * Storage that was cleared under an import comes back empty: its rest alone must not become complete. The
 * writes are under way meanwhile; what is missing undoes them.
 */
async function holdToChunk(
  tx: WriteTransaction,
  key: [corpus: string, seq: number],
): Promise<void> {
  const found = await tx.objectStore('chunks').getKey(IDBKeyRange.only(key));
  if (found !== undefined) return;
  tx.abort();
  throw new EngineFault('lost', CLEARED);
}

function openFault(error: unknown): EngineFault {
  if (isNamed(error, 'VersionError')) return storageFault(error);
  if (isNamed(error, 'QuotaExceededError')) return storageFault(error);
  if (isNamed(error, 'UnknownError')) return new EngineFault('corrupt', DAMAGED);
  if (isNamed(error, 'AbortError')) return new EngineFault('corrupt', DAMAGED);
  return new EngineFault('unavailable', UNAVAILABLE, { name: nameOf(error) });
}

function nameOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
}

function isNamed(error: unknown, name: string): boolean {
  return nameOf(error) === name;
}
