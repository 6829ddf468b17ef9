import { describeLosses, findLosses, writeCanary } from './canary.ts';
import type { CorpusEntry, EngineErrorCode, EngineEvent, StorageState } from './protocol.ts';
import { EngineFault } from './rpc.ts';
import type { CorpusRow, StoragePort } from './storage-port.ts';

export interface StorageFacts {
  usedBytes: number | null;
  quotaBytes: number | null;
  persisted: boolean;
}

export interface LibraryPorts {
  storage: StoragePort;
  /** Makes the storage that is used when the first one cannot be. */
  memory: () => StoragePort;
  emit: (event: EngineEvent) => void;
  /** What the browser says of the space used and left. */
  estimate: () => Promise<StorageFacts>;
  persist: () => Promise<boolean>;
  /** Tells the other tabs. */
  tell: (corpusId: string, what: 'deleted' | 'imported') => void;
}

/** The stored corpora, and what the reader must know about where they are. */
export class Library {
  readonly #ports: LibraryPorts;
  #storage: StoragePort;
  #opening: Promise<void> | null = null;
  #reason: EngineErrorCode | null = null;
  #message: string | null = null;

  constructor(ports: LibraryPorts) {
    this.#ports = ports;
    this.#storage = ports.storage;
  }

  get storage(): StoragePort {
    return this.#storage;
  }

  /** Opens storage once; falls back to memory, and says why, when it cannot be opened within 5 s. */
  ready(): Promise<void> {
    this.#opening ??= this.#storage.open().catch((error: unknown) => {
      const fault =
        error instanceof EngineFault
          ? error
          : new EngineFault('unavailable', error instanceof Error ? error.message : String(error));
      this.useMemory(fault);
    });
    return this.#opening;
  }

  /** Goes on in memory from here. */
  useMemory(fault: EngineFault): void {
    if (this.#storage.backend === 'memory') return;
    this.#storage = this.#ports.memory();
    this.note(fault.code, fault.message);
  }

  /** Something the reader must know about storage. */
  note(code: EngineErrorCode, message: string): void {
    this.#reason = code;
    this.#message = message;
    void this.state().then((storage) => {
      this.#ports.emit({ event: 'storage', storage });
    });
  }

  async state(): Promise<StorageState> {
    const facts = await this.#ports.estimate().catch(() => null);
    return {
      backend: this.#storage.backend,
      reason: this.#reason,
      message: this.#message,
      usedBytes: facts?.usedBytes ?? null,
      quotaBytes: facts?.quotaBytes ?? null,
      persisted: this.#storage.backend === 'indexeddb' && (facts?.persisted ?? false),
    };
  }

  async persist(): Promise<StorageState> {
    await this.ready();
    if (this.#storage.backend === 'indexeddb') {
      const isKept = await this.#ports.persist().catch(() => false);
      if (!isKept && this.#reason === null) {
        this.#message =
          'The browser keeps this data as long as it has room (best effort). Save a backup of what you cannot lose.';
      }
    }
    return this.state();
  }

  /** Compares what storage holds with what it held; tells of losses and starts the canary anew. */
  async checkCanary(canary: string | null): Promise<void> {
    const rows = await this.#storage.rows();
    const losses = this.#storage.backend === 'indexeddb' ? findLosses(canary, rows) : [];
    if (losses.length > 0) this.note('lost', describeLosses(losses));
    await this.#sing();
  }

  async list(): Promise<CorpusEntry[]> {
    await this.ready();
    const rows = await this.#storage.rows();
    return rows
      .sort((a, b) => a.order - b.order)
      .map(({ id, name, isSample, isGenerated, upTo, pending, state, bytes }) => ({
        id,
        name,
        isSample,
        isGenerated,
        count: state === 'importing' ? (pending?.upTo ?? 0) : upTo,
        state,
        bytes,
      }));
  }

  async rename(id: string, name: string): Promise<void> {
    await this.ready();
    const row = await this.find(id);
    await this.#storage.commit({ row: { ...row, name } });
    await this.#sing();
  }

  async remove(id: string): Promise<void> {
    await this.ready();
    await this.#storage.remove(id);
    await this.changed(id, 'deleted');
  }

  /** The row of a corpus; rejects with 'lost' when it is not there. */
  async find(id: string): Promise<CorpusRow> {
    const row = await this.#storage.row(id);
    if (row) return row;
    throw new EngineFault(
      'lost',
      'This corpus is not stored in this browser any more. Open the files again to bring it back.',
      { id },
    );
  }

  /** Tells the other tabs and the canary. */
  async changed(id: string, what: 'deleted' | 'imported'): Promise<void> {
    this.#ports.tell(id, what);
    await this.#sing();
  }

  async #sing(): Promise<void> {
    if (this.#storage.backend !== 'indexeddb') return;
    const text = writeCanary(await this.#storage.rows());
    this.#ports.emit({ event: 'canary', text });
  }
}
