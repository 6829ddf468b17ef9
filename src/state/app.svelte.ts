import { untrack } from 'svelte';
import { DEFAULT_VIEW, type ViewState } from '../core/view.ts';
import { isAborted, type EngineClient } from '../engine/client.ts';
import type { CommentRow, CorpusSummary, Look } from '../engine/protocol.ts';
import { Announcer } from './announce.svelte.ts';
import { Corpora, type First } from './corpora.svelte.ts';
import { EvidenceDesk } from './evidence.svelte.ts';
import { Changes } from './changes.ts';
import { clearedFilters, hasFilters } from './filters.ts';
import { MergesDesk } from './merges.svelte.ts';
import { ImportPlan } from './import-plan.svelte.ts';
import { NamesDesk } from './names.svelte.ts';
import { Offline } from './offline.svelte.ts';
import { Reader } from './reader.svelte.ts';
import { Results } from './results.svelte.ts';
import type { Keeper, Settings } from './settings.svelte.ts';
import type { ViewStore } from './view.svelte.ts';

export interface AppOptions {
  engine: EngineClient;
  view: ViewStore;
  settings: Settings;
  /** Folder of the bundled corpus, absolute. */
  dataUrl: string;
  keeper?: Keeper | null;
}

/** Pause between refreshes while replies are inferred: at least this, and four times what one costs. */
const REFRESH_MS = 700;
const REFRESH_SHARE = 4;

function ignoreAbort(error: unknown): void {
  if (!isAborted(error)) throw error;
}

/** Everything that outlives a component, and the few actions that touch more than one part. */
export class App {
  readonly engine: EngineClient;
  readonly view: ViewStore;
  readonly settings: Settings;
  readonly announcer = new Announcer();
  readonly offline = new Offline();
  readonly results: Results;
  readonly reader: Reader;
  readonly corpora: Corpora;
  readonly plan: ImportPlan;
  readonly evidence: EvidenceDesk;
  readonly changes: Changes;
  readonly names: NamesDesk;
  readonly merges: MergesDesk;
  readonly isFiltered = $derived.by(() => hasFilters(this.view.current));
  /** The address names a corpus that is not the open one. */
  readonly isForeignLink = $derived.by(() => this.#isForeignLink());
  #seenSelection: string | null = null;
  #refreshTimer: ReturnType<typeof setTimeout> | null = null;
  #moves: Promise<void> = Promise.resolve();
  #relisted: Promise<void> = Promise.resolve();
  /** Who waits for a list. */
  readonly #onListed: (() => void)[] = [];

  constructor({ engine, view, settings, dataUrl, keeper = null }: AppOptions) {
    this.engine = engine;
    this.view = view;
    this.settings = settings;
    this.changes = new Changes(() => view.step);
    this.reader = new Reader(engine);
    this.results = new Results(engine, (look, at, isRefresh, signal) =>
      this.#onLook(look, at, isRefresh, signal),
    );
    this.corpora = new Corpora(engine, this.announcer, {
      dataUrl,
      keeper,
      viewOf: () => view.current,
      onOpened: (summary, isNew, first) => {
        this.#onOpened(summary, isNew, first);
      },
      onClosed: () => {
        this.#clear();
      },
      onGone: (id) => {
        settings.forget(id);
      },
    });
    this.plan = new ImportPlan(engine, this.announcer, this.corpora, settings);
    this.evidence = new EvidenceDesk(engine, this.announcer, this.changes, () => {
      this.#relisted = new Promise((listed) => this.#onListed.push(listed));
      this.results.refresh(this.view.current);
    });
    this.names = new NamesDesk(engine, this.announcer, this.changes, () => {
      this.#onNames();
    });
    this.merges = new MergesDesk(engine, this.announcer, this.changes, (summary) => {
      this.corpora.refreshed(summary);
      void this.names.reload();
      this.#onNames();
    });
    engine.on((event) => {
      if (event.event === 'inferred') this.#refreshSoon(event.done === event.total);
      if (event.event === 'part-missing') void this.onMissingFile();
    });
  }

  /** The corpus of the last visit, unless the address names the bundled one by naming none. */
  start(): Promise<void> {
    const { corpusId } = this.settings.current;
    const isPlain = window.location.hash.length <= 1;
    const named = this.#idOf(this.view.corpus);
    return this.corpora.open(isPlain || named === undefined ? corpusId : named);
  }

  /** To be called in an effect: the engine follows the view. */
  follow(): void {
    const view = this.view.current;
    const isMoving = !this.view.isSettled && view.query === this.results.view?.query;
    if (this.corpora.status !== 'ready') return;
    if (this.isForeignLink && this.#openNamed()) return;
    this.#followSelection(view.selected);
    const isTyping = !this.view.isSettled && !isMoving;
    untrack(() => this.results.ask(view, isMoving, isTyping));
  }

  set(patch: Partial<ViewState>, merge: string | null = null): void {
    this.changes.forgetUndone();
    this.view.set(patch, merge);
  }

  /** A file of the program did not arrive; a reload would break off an import. */
  async onMissingFile(): Promise<void> {
    const words = await this.offline.onMissingFile(this.corpora.isImporting);
    if (words !== null) this.announcer.show(words);
  }

  clearFilters(): void {
    this.set(clearedFilters());
    this.announcer.say('Filters cleared.');
  }

  undo(): void {
    if (this.changes.undoLast()) return;
    if (!this.view.undo()) this.announcer.show('Nothing to undo.');
  }

  redo(): void {
    if (this.changes.redoLast()) return;
    if (!this.view.redo()) this.announcer.show('Nothing to redo.');
  }

  select(comment: CommentRow | null): void {
    this.#seenSelection = comment?.id ?? null;
    this.set({ selected: comment?.id ?? null }, 'selected');
  }

  /** Shows a comment by its permalink id: in the list when it passes the filters, else says why not. */
  async reveal(id: string, focus = false): Promise<boolean> {
    const index = await this.reader.indexOf(id);
    if (index < 0) {
      this.announcer.show('That comment is hidden by the filters.', {
        label: 'Clear filters and show it',
        run: () => {
          this.set({ ...clearedFilters(), selected: id });
        },
      });
      return false;
    }
    this.set({ selected: id }, 'selected');
    this.reader.target = { index, align: 'nearest', focus };
    return true;
  }

  /** j and k: one after the other, and only when there is a list to move in. */
  move(step: 1 | -1): Promise<void> {
    return this.afterMoves(() => this.#step(step));
  }

  /** Does this once the moves asked for before it are done: keys may be pressed faster than comments come. */
  afterMoves(work: () => Promise<void> | void): Promise<void> {
    this.#moves = this.#moves.then(work).catch(ignoreAbort);
    return this.#moves;
  }

  async #step(step: 1 | -1): Promise<void> {
    if (this.corpora.status === 'failed') return;
    const isOnItsWay = this.reader.list.length === 0 && this.results.look?.shown !== 0;
    if (isOnItsWay) await new Promise<void>((listed) => this.#onListed.push(listed));
    const { selected } = this.view.current;
    const at = selected === null ? -1 : await this.reader.indexOf(selected);
    const from = at >= 0 ? at : this.reader.topIndex - (step === 1 ? 1 : 0);
    const next = await this.reader.neighbour(from, step);
    if (!next) {
      this.announcer.say(step === 1 ? 'Last comment.' : 'First comment.');
      return;
    }
    this.select(next.row);
    this.reader.target = { index: next.index, align: 'nearest', focus: true };
  }

  /** Settles once the list shows what the last correction made of it. */
  relisted(): Promise<void> {
    return this.#relisted;
  }

  /** The comment of a row (a mark in a chart). */
  async selectRow(row: number): Promise<void> {
    const panel = await this.engine.call(new AbortController().signal, 'evidence', { row });
    await this.reveal(panel.comment.id);
  }

  /** Back or an edited address selected another comment: the list goes there once it is up to date. */
  #followSelection(selected: string | null): void {
    if (selected === this.#seenSelection) return;
    this.#seenSelection = selected;
    const { length } = untrack(() => this.reader.list);
    if (selected === null || length === 0) return;
    void this.reader.indexOf(selected).then((index) => {
      if (index >= 0) this.reader.target = { index, align: 'nearest', focus: false };
    }, ignoreAbort);
  }

  #isForeignLink(): boolean {
    const { summary } = this.corpora;
    const { corpus } = this.view;
    if (summary === null) return false;
    return corpus === null ? !summary.isSample : corpus !== summary.fingerprint;
  }

  /** Back or an edited address leads to another corpus of this browser: it is opened. */
  #openNamed(): boolean {
    const id = this.#idOf(this.view.corpus);
    const { summary } = this.corpora;
    if (id === undefined || id === (summary?.isSample ? null : summary?.id)) return false;
    void this.corpora.open(id);
    return true;
  }

  /** Id of a corpus by the fingerprint in the address (null = the bundled one); undefined = not known. */
  #idOf(fingerprint: string | null): string | null | undefined {
    return fingerprint === null ? null : this.settings.current.known[fingerprint];
  }

  #onOpened(summary: CorpusSummary, isNew: boolean, first?: First): void {
    // What was inferred until here is in the look that is asked for below.
    if (this.#refreshTimer !== null) clearTimeout(this.#refreshTimer);
    this.#refreshTimer = null;
    this.results.clear();
    this.reader.clear();
    this.evidence.reset();
    this.changes.clear();
    this.settings.set({ corpusId: summary.isSample ? null : summary.id });
    const name = summary.isSample ? null : summary.fingerprint;
    this.settings.remember(summary.fingerprint, summary.isSample ? null : summary.id);
    if (isNew) this.view.reset(DEFAULT_VIEW, name);
    else if (this.view.corpus === null || this.view.corpus === summary.fingerprint) {
      this.view.nameCorpus(name);
    }
    if (first) this.results.give(first, first.view);
    this.results.ask(this.view.current, false);
    this.announcer.say(`${summary.name}: ${summary.count} comments.`);
  }

  #clear(): void {
    this.results.clear();
    this.reader.clear();
    this.evidence.close();
  }

  async #onLook(
    look: Look,
    view: ViewState,
    isRefresh: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    await this.reader.show(look, view.listOrder, view.selected, isRefresh, signal);
    for (const listed of this.#onListed.splice(0)) listed();
  }

  /** The reader decided on a name: what is shown says so. */
  #onNames(): void {
    this.results.refresh(this.view.current);
    void this.evidence.reload();
  }

  #refreshSoon(isLast: boolean): void {
    if (this.#refreshTimer !== null && !isLast) return;
    if (this.#refreshTimer !== null) clearTimeout(this.#refreshTimer);
    this.#refreshTimer = setTimeout(
      () => {
        this.#refreshTimer = null;
        if (this.corpora.status !== 'ready') return;
        if (this.view.isSettled) this.results.refresh(this.view.current);
        else this.#refreshSoon(false);
      },
      isLast ? 0 : Math.max(REFRESH_MS, this.results.lastMs * REFRESH_SHARE),
    );
  }
}
