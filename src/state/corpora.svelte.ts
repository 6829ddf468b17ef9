import { DEFAULT_VIEW, type ViewState } from '../core/view.ts';
import { EngineFault, isAborted, type EngineClient } from '../engine/client.ts';
import type {
  CorpusEntry,
  CorpusSummary,
  EngineError,
  FirstAnswers,
  ImportedFile,
  ImportProgress,
  StorageState,
} from '../engine/protocol.ts';
import type { Announcer } from './announce.svelte.ts';
import { asRefused, nameFor, openAgain, type ImportPlanned } from './import-given.ts';
import { Leaving, type Leave } from './leaving.ts';
import type { Unread } from './picked-files.ts';
import { asError } from './results.svelte.ts';
import type { Keeper } from './settings.svelte.ts';

/** The first answers that came with an opened corpus, and the view they are for. */
export type First = FirstAnswers & { view: ViewState };

/** Time in which a deletion can be taken back. */
const REGRET_MS = 10_000;

export interface CorporaOptions {
  dataUrl: string;
  /** Where deletions that can still be taken back are kept. */
  keeper?: Keeper | null;
  /** A corpus was opened, imported or made. */
  onOpened: (summary: CorpusSummary, isNew: boolean, first?: First) => void;
  /** What will be looked at once a corpus is open. */
  viewOf?: () => ViewState;
  /** What was shown is no longer there. */
  onClosed: () => void;
  /** No corpus of this id is stored any more. */
  onGone?: (id: string) => void;
}

const LIST_AGAIN_MS = 1500;
const LIST_TRIES = 4;

const GONE =
  'The corpus that was open here is not stored in this browser any more; this is the sample. Open its files again to bring it back.';

function isGone(error: unknown, id: string): boolean {
  return error instanceof EngineFault && error.code === 'lost' && error.data?.id === id;
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
  /** What of a folder was not looked into, for the receipt. */
  leftOut = $state.raw<readonly Unread[]>([]);
  /** Imports that were broken off. */
  readonly stopped = $derived(this.entries.filter((entry) => entry.stopped));
  /** Ids of corpora whose reader wants to decide later. */
  later = $state.raw<readonly string[]>([]);
  /** Something happened to this corpus in another tab. */
  changedElsewhere = $state.raw<'deleted' | 'upgraded' | 'imported' | null>(null);
  #openAbort = new AbortController();
  #importAbort: AbortController | null = null;
  #lastId: string | null = null;
  /** Files of the corpora that were imported since the page was opened. */
  readonly #files = new Map<string, File[]>();
  readonly #withoutHandles = new Set<string>();
  readonly #doomed = new Map<
    string,
    { timer: ReturnType<typeof setTimeout>; call: Leave['call'] }
  >();
  readonly #leaving: Leaving;
  readonly #engine: EngineClient;
  readonly #announcer: Announcer;
  readonly #options: CorporaOptions;

  constructor(engine: EngineClient, announcer: Announcer, options: CorporaOptions) {
    this.#engine = engine;
    this.#announcer = announcer;
    this.#options = options;
    this.#leaving = new Leaving(options.keeper ?? null);
    engine.on((event) => {
      if (event.event === 'progress') this.progress = event.progress;
      if (event.event === 'storage') this.storage = event.storage;
      if (event.event === 'fatal') this.#fail(event.error);
      if (event.event === 'restarted') {
        announcer.show('The worker had stopped and was started again. Nothing stored was lost.');
      }
      if (event.event !== 'changed-elsewhere') return;
      void this.#findStopped(1);
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
      const { dataUrl, viewOf } = this.#options;
      const view = isFresh ? DEFAULT_VIEW : viewOf?.();
      const input = { id, dataUrl, ...(view ? { view } : {}) };
      const answer = await this.#engine.call(this.#openAbort.signal, 'open', input);
      const { first, ...summary } = answer;
      this.#accept(summary, isFresh, first && view && { ...first, view });
      this.#goOnLeaving();
      void this.#findStopped(LIST_TRIES);
    } catch (error) {
      if (id !== null && isGone(error, id)) {
        this.#options.onGone?.(id);
        this.#announcer.show(GONE);
        return this.open(null, isFresh);
      }
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
  async importFiles(
    files: readonly File[],
    into: string | null,
    { readings, handles, refused = [], leftOut = [], replaces = null }: ImportPlanned = {},
  ): Promise<void> {
    if (files.length + refused.length === 0 || this.isImporting) return;
    const name = replaces?.name ?? nameFor(files);
    await this.#work(async (signal) => {
      const given = { ...(readings ? { readings } : {}), ...(handles ? { handles } : {}) };
      const input = { files: [...files], into, name, ...given };
      const { corpus, files: read } = await this.#engine.call(signal, 'importFiles', input);
      this.#told([...read, ...refused.map(asRefused)], leftOut);
      if (!corpus) return;
      if (into === null) this.#files.set(corpus.id, [...files]);
      this.#accept(corpus, corpus.id !== this.summary?.id);
      if (replaces && replaces.id !== corpus.id) {
        this.#doom(
          replaces.id,
          'remove',
          'Read anew; the earlier reading is removed.',
          'Keep both',
        );
      }
    });
    if (this.importError) void this.list();
  }

  /** Goes on with a stopped import. `files` null: with the handles that the browser kept. */
  async resume(entry: CorpusEntry, files: readonly File[] | null): Promise<void> {
    if (this.isImporting) return;
    await this.#work(async (signal) => {
      const given = files ?? (await this.#openAgain(entry));
      const input = { id: entry.id, files: [...given] };
      const { corpus, files: read } = await this.#engine.call(signal, 'resumeImport', input);
      this.#told(read, []);
      if (corpus) this.#accept(corpus, corpus.id !== this.summary?.id);
    });
    void this.list();
  }

  /** Forgets what a stopped import stored, when it can no longer be taken back. */
  discard({ id, name, stopped }: CorpusEntry): void {
    const words = `The ${stopped?.comments ?? 0} comments of the stopped import of “${stopped?.source ?? name}” are discarded.`;
    this.#doom(id, 'discardImport', words, 'Undo');
  }

  /** The files a corpus was read from, as far as they can be had again. */
  async filesOf(id: string): Promise<File[] | null> {
    const files = this.#files.get(id);
    if (files) return files;
    try {
      return await this.#engine.call(new AbortController().signal, 'keptFiles', { id });
    } catch (error) {
      this.#announcer.show(asError(error).message);
      return null;
    }
  }

  /** The reader does not miss what the browser lost. */
  async forgetLosses(): Promise<void> {
    try {
      this.storage = await this.#engine.call(new AbortController().signal, 'forgetLosses', null);
    } catch (error) {
      this.#announcer.show(asError(error).message);
    }
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
      this.entries = entries.flatMap((entry) => this.#asShown(entry));
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
    this.#doom(id, 'remove', `“${entry?.name ?? 'The corpus'}” is deleted.`, 'Undo');
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

  /** Gone from the page at once, from storage when it can no longer be taken back. */
  #doom(id: string, call: Leave['call'], words: string, undo: string): void {
    const leave = { id, call, dueMs: Date.now() + REGRET_MS };
    this.#leaving.add(leave);
    this.#await(leave, () => true);
    this.entries = this.entries.flatMap((entry) => this.#asShown(entry));
    this.#announcer.show(words, {
      label: undo,
      run: () => {
        clearTimeout(this.#doomed.get(id)?.timer);
        this.#doomed.delete(id);
        this.#leaving.drop(id);
        void this.list();
      },
    });
  }

  /** Hidden until it is due, then gone unless it was taken back. */
  #await({ id, call, dueMs }: Leave, isStillLeaving: () => boolean): void {
    const waitMs = Math.min(REGRET_MS, Math.max(0, dueMs - Date.now()));
    const end = (): void => {
      if (isStillLeaving()) void this.#endNow(id, call);
      else this.#doomed.delete(id);
    };
    this.#doomed.set(id, { timer: setTimeout(end, waitMs), call });
  }

  /** What was deleted in a page that was closed before it was gone. */
  #goOnLeaving(): void {
    for (const leave of this.#leaving.all()) {
      if (!this.#doomed.has(leave.id)) this.#await(leave, () => this.#leaving.has(leave.id));
    }
  }

  async #endNow(id: string, call: Leave['call']): Promise<void> {
    try {
      await this.#engine.call(new AbortController().signal, call, { id });
    } catch (error) {
      this.#announcer.show(asError(error).message);
    }
    this.#doomed.delete(id);
    this.#leaving.drop(id);
    if (call === 'discardImport') await this.list();
  }

  /** With the handles the browser kept; once they fail, the reader chooses the files. */
  async #openAgain({ id, stopped }: CorpusEntry): Promise<File[]> {
    try {
      return await openAgain(stopped?.handles ?? []);
    } catch {
      this.#withoutHandles.add(id);
      const words = 'The browser does not open the files again by itself. Choose them once more.';
      throw new EngineFault('unreadable', words);
    }
  }

  /** An entry of the list without what is about to go. */
  #asShown(given: CorpusEntry): CorpusEntry[] {
    const { stopped } = given;
    const isOnlyByHand = stopped && this.#withoutHandles.has(given.id);
    const entry = isOnlyByHand ? { ...given, stopped: { ...stopped, handles: null } } : given;
    const doom = this.#doomed.get(entry.id);
    if (!doom) return [entry];
    const isAll = doom.call === 'remove' || entry.state === 'importing';
    return isAll ? [] : [{ ...entry, stopped: null }];
  }

  /** Looks for imports that were broken off; a tab that was closed a moment ago may still hold the lock. */
  async #findStopped(tries: number): Promise<void> {
    try {
      const entries = await this.#engine.call(new AbortController().signal, 'list', null);
      this.entries = entries.flatMap((entry) => this.#asShown(entry));
      const isUnsure = entries.some(({ state, stopped }) => state === 'importing' && !stopped);
      if (!isUnsure || tries <= 1) return;
      setTimeout(() => void this.#findStopped(tries - 1), LIST_AGAIN_MS);
    } catch {
      // The menu asks again, and says what is wrong.
    }
  }

  /** Receipts that were saved as a file. */
  showReceipts(files: readonly ImportedFile[]): void {
    this.#told(files, []);
  }

  #told(files: readonly ImportedFile[], leftOut: readonly Unread[]): void {
    this.imported = files;
    this.leftOut = leftOut;
    this.isReceiptOpen = true;
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

  #accept(summary: CorpusSummary, isNew: boolean, first?: First): void {
    this.#lastId = summary.id;
    this.summary = summary;
    this.storage = summary.storage;
    this.status = 'ready';
    this.error = null;
    this.changedElsewhere = null;
    this.#options.onOpened(summary, isNew, first);
  }

  #fail(error: EngineError): void {
    this.error = error;
    this.status = 'failed';
  }
}
