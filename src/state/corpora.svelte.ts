import { isAborted, type EngineClient } from '../engine/client.ts';
import type {
  CorpusEntry,
  CorpusSummary,
  EngineError,
  ImportedFile,
  ImportProgress,
  StorageState,
} from '../engine/protocol.ts';
import type { Announcer } from './announce.svelte.ts';
import { asError } from './results.svelte.ts';

/** Time in which a deletion can be taken back. */
const REGRET_MS = 10_000;

export interface CorporaOptions {
  dataUrl: string;
  /** A corpus was opened, imported or made. */
  onOpened: (summary: CorpusSummary, isNew: boolean) => void;
  /** What was shown is no longer there. */
  onClosed: () => void;
}

/** The corpora of this browser: the open one, the others, and what is being imported. */
export class Corpora {
  status = $state.raw<'opening' | 'ready' | 'failed'>('opening');
  summary = $state.raw<CorpusSummary | null>(null);
  storage = $state.raw<StorageState | null>(null);
  error = $state.raw<EngineError | null>(null);
  entries = $state.raw<readonly CorpusEntry[]>([]);
  progress = $state.raw<ImportProgress | null>(null);
  isImporting = $state.raw(false);
  importError = $state.raw<EngineError | null>(null);
  /** What the last import did; null = the sources of the open corpus are shown instead. */
  imported = $state.raw<readonly ImportedFile[] | null>(null);
  isReceiptOpen = $state.raw(false);
  /** Something happened to this corpus in another tab. */
  changedElsewhere = $state.raw<'deleted' | 'upgraded' | 'imported' | null>(null);
  #openAbort = new AbortController();
  #importAbort: AbortController | null = null;
  #lastId: string | null = null;
  readonly #doomed = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #engine: EngineClient;
  readonly #announcer: Announcer;
  readonly #options: CorporaOptions;

  constructor(engine: EngineClient, announcer: Announcer, options: CorporaOptions) {
    this.#engine = engine;
    this.#announcer = announcer;
    this.#options = options;
    engine.on((event) => {
      if (event.event === 'progress') this.progress = event.progress;
      if (event.event === 'storage') this.storage = event.storage;
      if (event.event === 'fatal') this.#fail(event.error);
      if (event.event === 'restarted') {
        announcer.show('The worker had stopped and was started again. Nothing stored was lost.');
      }
      if (event.event !== 'changed-elsewhere') return;
      const isOurs = event.what === 'upgraded' || event.corpusId === this.summary?.id;
      if (isOurs) this.changedElsewhere = event.what;
    });
  }

  /** Opens a stored corpus (null = the bundled one) as the address asks; `isFresh`: with its own view. */
  async open(id: string | null, isFresh = false): Promise<void> {
    this.#openAbort.abort();
    this.#openAbort = new AbortController();
    this.#lastId = id;
    this.status = 'opening';
    this.error = null;
    this.#options.onClosed();
    try {
      const { dataUrl } = this.#options;
      const summary = await this.#engine.call(this.#openAbort.signal, 'open', { id, dataUrl });
      this.#accept(summary, isFresh);
    } catch (error) {
      if (!isAborted(error)) this.#fail(asError(error));
    }
  }

  /** The open corpus counts otherwise from here on. */
  refreshed(summary: CorpusSummary): void {
    if (summary.id === this.summary?.id) this.summary = summary;
  }

  retry(): Promise<void> {
    return this.open(this.#lastId);
  }

  /** Reads files into a new corpus, or into the open one. The receipt opens when it is done. */
  async importFiles(files: readonly File[], into: string | null): Promise<void> {
    if (files.length === 0 || this.isImporting) return;
    const name = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`;
    await this.#work(async (signal) => {
      const input = { files: [...files], into, name };
      const { corpus, files: read } = await this.#engine.call(signal, 'importFiles', input);
      this.imported = read;
      this.isReceiptOpen = true;
      if (corpus) this.#accept(corpus, corpus.id !== this.summary?.id);
    });
  }

  /** Invented comments, marked as such, to try the page with. */
  async generate(comments: number): Promise<void> {
    await this.#work(async (signal) => {
      const summary = await this.#engine.call(signal, 'generate', { comments });
      this.imported = null;
      this.#accept(summary, true);
    });
  }

  cancelImport(): void {
    this.#importAbort?.abort();
    this.#announcer.show('Import cancelled. What was open before is unchanged.');
  }

  async list(): Promise<void> {
    try {
      const entries = await this.#engine.call(new AbortController().signal, 'list', null);
      this.entries = entries.filter(({ id }) => !this.#doomed.has(id));
    } catch (error) {
      this.#announcer.show(asError(error).message);
    }
  }

  async rename(id: string, name: string): Promise<void> {
    try {
      await this.#engine.call(new AbortController().signal, 'rename', { id, name });
      if (this.summary?.id === id) this.summary = { ...this.summary, name };
    } catch (error) {
      this.#announcer.show(asError(error).message);
    }
    await this.list();
  }

  /** Gone from the list at once, from storage when it can no longer be taken back. */
  async remove(id: string): Promise<void> {
    const entry = this.entries.find((candidate) => candidate.id === id);
    const timer = setTimeout(() => void this.#removeNow(id), REGRET_MS);
    this.#doomed.set(id, timer);
    this.entries = this.entries.filter((candidate) => candidate.id !== id);
    this.#announcer.show(`“${entry?.name ?? 'The corpus'}” is deleted.`, {
      label: 'Undo',
      run: () => {
        clearTimeout(timer);
        this.#doomed.delete(id);
        void this.list();
      },
    });
    if (this.summary?.id === id) await this.open(null, true);
  }

  async askToPersist(): Promise<void> {
    try {
      const signal = new AbortController().signal;
      this.storage = await this.#engine.call(signal, 'storage', { persist: true });
    } catch (error) {
      this.#announcer.show(asError(error).message);
    }
  }

  async #removeNow(id: string): Promise<void> {
    try {
      await this.#engine.call(new AbortController().signal, 'remove', { id });
    } catch (error) {
      this.#announcer.show(asError(error).message);
    }
    this.#doomed.delete(id);
  }

  async #work(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#importAbort = new AbortController();
    this.isImporting = true;
    this.importError = null;
    this.progress = null;
    try {
      await run(this.#importAbort.signal);
    } catch (error) {
      if (!isAborted(error)) this.importError = asError(error);
    } finally {
      this.isImporting = false;
      this.progress = null;
    }
  }

  #accept(summary: CorpusSummary, isNew: boolean): void {
    this.#lastId = summary.id;
    this.summary = summary;
    this.storage = summary.storage;
    this.status = 'ready';
    this.error = null;
    this.changedElsewhere = null;
    this.#options.onOpened(summary, isNew);
  }

  #fail(error: EngineError): void {
    this.error = error;
    this.status = 'failed';
  }
}
