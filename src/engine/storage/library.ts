import { describeLosses, findLost, isBack, lossesOf, writeCanary } from './canary.ts';
import type { CanaryEntry } from './canary.ts';
import { stoppedImport } from '../import/import-stopped.ts';
import type { CorpusEntry, EngineErrorCode, EngineEvent, StorageState } from '../protocol.ts';
import { EngineFault } from '../rpc.ts';
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
  #lost: CanaryEntry[] = [];

  constructor(ports: LibraryPorts) {
    this.#ports = ports;
    this.#storage = ports.storage;
  }

  get storage(): StoragePort {
    return this.#storage;
  }

  /** Opens storage once; falls back to memory, and says why, when it cannot be opened within 5 s. */
  ready(): Promise<void> {
    this.#opening ??= this.#openStorage();
    return this.#opening;
  }

  async #openStorage(): Promise<void> {
    try {
      await this.#storage.open();
      const { readOnly } = this.#storage;
      if (readOnly) this.note('read-only', readOnly);
    } catch (error) {
      const fault =
        error instanceof EngineFault
          ? error
          : new EngineFault('unavailable', error instanceof Error ? error.message : String(error));
      this.useMemory(fault);
    }
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
      losses: lossesOf(this.#lost),
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
    if (this.#storage.backend === 'indexeddb') this.#lost = findLost(canary, rows);
    if (this.#lost.length > 0) this.note('lost', describeLosses(lossesOf(this.#lost)));
    await this.#sing();
  }

  /** The reader lets go of what the browser lost: it is not missed any more. */
  async forgetLosses(): Promise<StorageState> {
    await this.ready();
    this.#lost = [];
    this.#calm();
    await this.#sing();
    return this.state();
  }

  /** `isWriting`: an import is under way in some tab, so what is pending has not stopped. */
  async list(isWriting: boolean): Promise<CorpusEntry[]> {
    await this.ready();
    const rows = await this.#storage.rows();
    return rows
      .sort((a, b) => a.order - b.order)
      .map((row) => ({
        ...{ id: row.id, name: row.name, state: row.state, bytes: row.bytes },
        ...{ isSample: row.isSample, isGenerated: row.isGenerated },
        count: row.state === 'importing' ? (row.pending?.upTo ?? 0) : row.upTo,
        stopped: isWriting ? null : stoppedImport(row),
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
      // In memory mode it may well be stored: nobody could look.
      this.#storage.backend === 'indexeddb' ? { id } : undefined,
    );
  }

  /** Tells the other tabs and the canary. */
  async changed(id: string, what: 'deleted' | 'imported'): Promise<void> {
    this.#ports.tell(id, what);
    await this.#sing();
  }

  async #sing(): Promise<void> {
    if (this.#storage.backend !== 'indexeddb') return;
    const rows = await this.#storage.rows();
    const lost = this.#lost.filter((entry) => !isBack(entry, rows));
    if (lost.length === 0 && this.#lost.length > 0) this.#calm();
    this.#lost = lost;
    this.#ports.emit({ event: 'canary', text: writeCanary(rows, lost) });
  }

  /** What was lost is back, or let go: nothing more to say of it. */
  #calm(): void {
    if (this.#reason === 'lost') this.#lost = [];
    this.settle('lost');
  }

  /** What was noted under this code is no more so. */
  settle(code: EngineErrorCode): void {
    if (this.#reason !== code) return;
    this.#reason = null;
    this.#message = null;
    void this.state().then((storage) => {
      this.#ports.emit({ event: 'storage', storage });
    });
  }
}
