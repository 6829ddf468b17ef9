import { decodeView, encodeView } from '../core/view-url.ts';
import { DEFAULT_VIEW, type ViewState } from '../core/view.ts';

/** The part of the browser's history the view lives in; `index` counts our entries of this tab. */
export interface HistoryPort {
  read(): { fragment: string; index: number | null };
  push(fragment: string, index: number): void;
  replace(fragment: string, index: number): void;
  go(delta: number): void;
  /** Hears Back, Forward and edits of the address; gives back a function that stops it. */
  listen(onChange: () => void): () => void;
}

export interface ViewOptions {
  /** Milliseconds between two replacements of the address while something is dragged or typed. */
  throttleMs?: number;
}

const VIEW_KEYS = Object.keys(DEFAULT_VIEW) as (keyof ViewState)[];

function isSame(a: ViewState, b: ViewState): boolean {
  return VIEW_KEYS.every(
    (key) => a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key]),
  );
}

/**
 * What the reader asked for. Every committed change is one entry of the browser's history, so Back is
 * undo. Changes with the same `merge` key share one entry until `settle()`: a drag, a word being typed.
 */
export class ViewStore {
  #view = $state.raw<ViewState>(DEFAULT_VIEW);
  #index = $state.raw(0);
  #top = $state.raw(0);
  /** The view does not fit into an address; sharing must say so. */
  isTooLong = $state.raw(false);
  /** Fingerprint that the address carries; null for the bundled corpus. */
  #corpus = $state.raw<string | null>(null);
  #merge = $state.raw<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #views = new Map<number, { view: ViewState; corpus: string | null }>();
  readonly #port: HistoryPort;
  readonly #throttleMs: number;
  readonly #stop: () => void;

  constructor(port: HistoryPort, options: ViewOptions = {}) {
    this.#port = port;
    this.#throttleMs = options.throttleMs ?? 300;
    const { fragment, index } = port.read();
    const { view, corpus } = decodeView(fragment);
    this.#view = view;
    this.#corpus = corpus;
    this.#index = index ?? 0;
    this.#top = this.#index;
    this.#remember();
    port.replace(fragment, this.#index);
    this.#stop = port.listen(() => {
      this.#follow();
    });
  }

  get current(): ViewState {
    return this.#view;
  }

  /** Fingerprint of the corpus that the address names; null = not named. */
  get corpus(): string | null {
    return this.#corpus;
  }

  /** Whether a drag or a word being typed is still going on. */
  get isSettled(): boolean {
    return this.#merge === null;
  }

  /** Grows with every entry of the history, and falls with every undo. */
  get step(): number {
    return this.#index;
  }

  get canUndo(): boolean {
    return this.#index > 0;
  }

  get canRedo(): boolean {
    return this.#index < this.#top;
  }

  set(patch: Partial<ViewState>, merge: string | null = null): void {
    const next = { ...this.#view, ...patch };
    if (isSame(next, this.#view)) {
      if (merge === null) this.settle();
      return;
    }
    const isContinued = merge !== null && merge === this.#merge;
    if (!isContinued) this.settle();
    this.#view = next;
    this.#merge = merge;
    if (isContinued) this.#replaceSoon();
    else this.#push();
  }

  /** Ends a merged change: the address is brought up to date now. */
  settle(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
      this.#replace();
    }
    this.#merge = null;
  }

  /** Another corpus is open: its own entry, with this view. */
  reset(view: ViewState, corpus: string | null): void {
    if (isSame(view, this.#view) && corpus === this.#corpus) return;
    this.settle();
    this.#view = view;
    this.#corpus = corpus;
    this.#push();
  }

  /** Names the open corpus in the address without a new entry. */
  nameCorpus(corpus: string | null): void {
    if (corpus === this.#corpus) return;
    this.#corpus = corpus;
    this.#replace();
  }

  undo(): boolean {
    this.settle();
    if (!this.canUndo) return false;
    this.#port.go(-1);
    return true;
  }

  redo(): boolean {
    this.settle();
    if (!this.canRedo) return false;
    this.#port.go(1);
    return true;
  }

  destroy(): void {
    this.settle();
    this.#stop();
  }

  #remember(): void {
    this.#views.set(this.#index, { view: this.#view, corpus: this.#corpus });
  }

  #fragment(): string | null {
    const fragment = encodeView(this.#view, this.#corpus);
    this.isTooLong = fragment === null;
    return fragment;
  }

  #push(): void {
    this.#index++;
    this.#top = this.#index;
    this.#remember();
    this.#port.push(this.#fragment() ?? '', this.#index);
  }

  #replace(): void {
    this.#remember();
    this.#port.replace(this.#fragment() ?? '', this.#index);
  }

  #replaceSoon(): void {
    this.#remember();
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#replace();
    }, this.#throttleMs);
  }

  /** The reader went Back or Forward, or edited the address (then the entry has no index). */
  #follow(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#merge = null;
    const { fragment, index } = this.#port.read();
    const known = index === null ? undefined : this.#views.get(index);
    const { view, corpus } = known ?? decodeView(fragment);
    this.#view = view;
    this.#corpus = corpus;
    if (index === null) {
      this.#index++;
      this.#top = this.#index;
      this.#remember();
      this.#port.replace(fragment, this.#index);
    } else {
      this.#index = index;
      this.#top = Math.max(this.#top, index);
    }
  }
}
