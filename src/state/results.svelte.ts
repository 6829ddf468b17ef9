import type { ViewState } from '../core/view.ts';
import { EngineFault, isAborted, type EngineClient } from '../engine/client.ts';
import type {
  BrushIndex,
  Counts,
  EngineError,
  FacetRow,
  FirstAnswers,
  Lanes,
  Look,
  Network,
  Overlay,
} from '../engine/protocol.ts';
import { lookUp, type BrushCounts } from '../core/crossfilter/brush.ts';
import { brushEdges } from './brush-edges.ts';
import { Channel } from './channel.ts';
import { painted } from './painted.ts';

/** What a look depends on; the selection and the network's form do not change any count. */
function lookKey(view: ViewState): string {
  return JSON.stringify({ ...view, selected: null, timeChart: null, networkChart: null });
}

function chartsKeyOf({ timeChart }: ViewState, key: string): string {
  return `${key}|${timeChart}`;
}

/** A brush index holds for every time range, and for nothing else that changes. */
function brushKey(view: ViewState | null): string {
  return view === null ? '' : lookKey({ ...view, fromMin: null, toMin: null });
}

interface Question {
  view: ViewState;
  /** While something is dragged only counts and the list follow; the charts wait for its end. */
  isMoving: boolean;
  /** While a query is typed the charts wait for a pause: they would stand in the way of the next letter. */
  isTyping: boolean;
  key: string;
}

/** The signal fires when the list of this look is wanted no more. */
type LookListener = (
  look: Look,
  view: ViewState,
  isRefresh: boolean,
  signal: AbortSignal,
) => Promise<void>;

export function asError(error: unknown): EngineError {
  if (error instanceof EngineFault) return { code: error.code, message: error.message };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** The list follows a drag once it has rested this long, while a brush index answers for the counts. */
const REST_MS = 150;

/** The charts follow a query once typing has paused this long. */
const PAUSE_MS = 320;

/** Waits, at most until the signal fires. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** What the engine answered to the view; snapshots, replaced whole. */
export class Results {
  look = $state.raw<Look | null>(null);
  /** The look whose commenters and articles are listed: the first one's come a frame after its chart. */
  #listed = $state.raw<Look | null>(null);
  /** What the look says of its size, a moment before it. */
  counts = $state.raw<Counts | null>(null);
  lanes = $state.raw<Lanes | null>(null);
  overlay = $state.raw<Overlay | null>(null);
  network = $state.raw<Network | null>(null);
  error = $state.raw<EngineError | null>(null);
  /** The view the answers belong to. */
  view = $state.raw<ViewState | null>(null);
  isBusy = $state.raw(false);
  /** Milliseconds the last answer took. */
  lastMs = 0;
  /** With the network whose pairs it counts. */
  #brush = $state.raw<{ index: BrushIndex; network: Network | null } | null>(null);
  #drag = $state.raw<{ fromMin: number | null; toMin: number | null } | null>(null);
  readonly live = $derived(this.#liveCounts());
  readonly shown = $derived(this.live?.shown ?? this.look?.shown ?? 0);
  readonly commenters = $derived(
    withLive(
      this.#listed?.commenters ?? [],
      this.#brush?.index.commenters.index,
      this.live?.commenters,
    ),
  );
  readonly articles = $derived(
    withLive(this.#listed?.articles ?? [], this.#brush?.index.articles.index, this.live?.articles),
  );
  readonly networkLive = $derived(this.#networkLive());
  /** Whether the chart over time that the view asks for has its numbers. */
  readonly hasChart = $derived(this.#chart() !== null);
  #askedKey: string | null = null;
  /** Of the last look that was whole, and of the last one. */
  #lookedKey: string | null = null;
  #viewedKey: string | null = null;
  /** Of the look that is asked for. */
  #awaitedKey: string | null = null;
  #chartsKey: string | null = null;
  /** Of the chart over time, where it came ahead of the others. */
  #timeKey: string | null = null;
  #generation = 0;
  #given: { answers: FirstAnswers; key: string } | null = null;
  readonly #engine: EngineClient;
  readonly #onLook: LookListener;
  readonly #channel: Channel<Question>;
  #brushAbort: AbortController | null = null;
  #moveTimer: ReturnType<typeof setTimeout> | null = null;
  #brushKey = '';
  /** The network that the index on its way, or the one at hand, was asked for. */
  #brushNetwork: Network | null = null;

  constructor(engine: EngineClient, onLook: LookListener) {
    this.#engine = engine;
    this.#onLook = onLook;
    this.#channel = new Channel((question, signal) => this.#answer(question, signal));
    engine.on((event) => {
      if (event.event === 'counted' && this.#isAwaited(event.view)) this.counts = event.counts;
    });
  }

  /** The engine has answered this view before it was asked: taken by the next look, if that is for it. */
  give(answers: FirstAnswers, view: ViewState): void {
    this.#given = { answers, key: chartsKeyOf(view, lookKey(view)) };
  }

  /** Brings the answers up to the view; cheap when nothing that counts has changed. */
  ask(view: ViewState, isMoving: boolean, isTyping = false): void {
    if (this.#brushKey !== brushKey(view)) this.leaveBrush();
    this.#drag = isMoving ? { fromMin: view.fromMin, toMin: view.toMin } : null;
    const key = `${this.#generation}|${lookKey(view)}`;
    const question = { view, isMoving, isTyping, key };
    if (isMoving && (this.#brush || this.#brushAbort)) this.#askSoon(question);
    else this.#askNow(question);
  }

  /** The counts already run on the page; what the engine has to say may wait until the drag rests. */
  #askSoon(question: Question): void {
    if (this.#moveTimer !== null) clearTimeout(this.#moveTimer);
    this.#moveTimer = setTimeout(() => this.#askNow(question), REST_MS);
  }

  #askNow(question: Question): void {
    if (this.#moveTimer !== null) clearTimeout(this.#moveTimer);
    this.#moveTimer = null;
    // What runs for another view is of no use any more. A drag waits for it, to see something at all.
    if (!question.isMoving && this.#askedKey !== question.key) this.#channel.cancel();
    this.#askedKey = question.key;
    this.#channel.ask(question);
  }

  /** The corpus or its replies changed under the same view. */
  refresh(view: ViewState): void {
    this.#generation++;
    this.ask(view, false);
  }

  /** Another corpus: nothing of the old one may be shown. */
  clear(): void {
    this.#channel.cancel();
    this.#generation++;
    this.leaveBrush();
    this.look = this.counts = this.lanes = this.overlay = this.network = null;
    this.#listed = this.#given = null;
    this.error = null;
    this.#lookedKey = this.#viewedKey = this.#chartsKey = null;
  }

  /** The pointer is near the time brush: fetch what a drag will need. Cheap when it is there. */
  async enterBrush(): Promise<void> {
    const { look, network } = this;
    const key = brushKey(this.view);
    const isThere = this.#brush !== null || this.#brushAbort !== null;
    if (!look || (isThere && this.#brushKey === key && this.#brushNetwork === network)) return;
    this.#brushAbort?.abort();
    const abort = new AbortController();
    this.#brushAbort = abort;
    this.#brushKey = key;
    this.#brushNetwork = network;
    const commenter = (at: number): number => network?.commenters[at]?.index ?? 0;
    const pairs = (network?.edges ?? []).map(({ from, to }) => ({
      from: commenter(from),
      to: commenter(to),
    }));
    try {
      const edges = brushEdges(look.histogram.axis);
      const index = await this.#engine.call(abort.signal, 'brush', { edges, pairs });
      this.#brush = { index, network };
    } catch {
      // Without an index the drag waits for the engine's own answers.
    } finally {
      if (this.#brushAbort === abort) this.#brushAbort = null;
    }
  }

  leaveBrush(): void {
    this.#brushAbort?.abort();
    this.#brushAbort = null;
    this.#brush = null;
  }

  #liveCounts(): BrushCounts | null {
    if (!this.#brush || !this.#drag) return null;
    return lookUp(this.#brush.index, this.#drag.fromMin, this.#drag.toMin);
  }

  #networkLive(): { commenterShown: Uint32Array; edgeShown: Uint32Array } | null {
    const { live, network } = this;
    if (!live || !network || this.#brush?.network !== network) return null;
    const shown = countsByIndex(this.#brush.index.commenters.index, live.commenters);
    const commenterShown = Uint32Array.from(
      network.commenters,
      ({ index }) => shown.get(index) ?? 0,
    );
    return { commenterShown, edgeShown: live.pairs };
  }

  async #answer(question: Question, signal: AbortSignal): Promise<void> {
    const generation = this.#generation;
    const isStale = (): boolean => signal.aborted || generation !== this.#generation;
    this.isBusy = true;
    const startMs = performance.now();
    try {
      if (question.key !== this.#lookedKey) {
        await this.#lookAt(question, signal, isStale);
        while (this.look?.isPartial && !isStale()) await this.#lookAt(question, signal, isStale);
      }
      if (question.isTyping) await pause(PAUSE_MS, signal);
      if (!question.isMoving && !isStale()) await this.#draw(question, signal, isStale);
      if (!isStale()) this.error = null;
    } catch (error) {
      if (!isAborted(error) && !isStale()) this.error = asError(error);
    } finally {
      this.isBusy = false;
      this.lastMs = performance.now() - startMs;
    }
  }

  async #lookAt(question: Question, signal: AbortSignal, isStale: () => boolean): Promise<void> {
    const { view, key } = question;
    this.#lookedKey = null;
    this.#awaitedKey = lookKey(view);
    const given = this.#takeGiven(view);
    const look = given?.look ?? (await this.#engine.call(signal, 'look', view));
    if (isStale()) return;
    this.#awaitedKey = null;
    this.counts = look;
    if (!given) await painted();
    if (isStale()) return;
    const viewOf = (text: string | null): string => text?.slice(text.indexOf('|')) ?? '';
    const isRefresh = this.look !== null && viewOf(this.#viewedKey) === viewOf(key);
    this.#viewedKey = key;
    this.look = look;
    this.view = view;
    const isFirst = this.#listed === null;
    if (isFirst || !this.hasChart) await this.#drawFirst(question, given, signal, isStale);
    if (isStale()) return;
    this.#listed = look;
    await this.#onLook(look, view, isRefresh, signal);
    if (!isStale()) this.#lookedKey = look.isPartial ? null : key;
  }

  #takeGiven(view: ViewState): FirstAnswers | null {
    const given = this.#given;
    this.#given = null;
    return given?.key === chartsKeyOf(view, lookKey(view)) ? given.answers : null;
  }

  #isAwaited(view: ViewState): boolean {
    return this.#awaitedKey !== null && this.#awaitedKey === lookKey(view);
  }

  #chart(): Look | Lanes | Overlay | null {
    const mode = this.view?.timeChart;
    return mode === 'lanes' ? this.lanes : mode === 'overlay' ? this.overlay : this.look;
  }

  /** The chart that the page opens with comes before all lists, in a frame of its own. */
  async #drawFirst(
    { view, key }: Question,
    given: FirstAnswers | null,
    signal: AbortSignal,
    isStale: () => boolean,
  ): Promise<void> {
    if (given) {
      this.lanes = given.lanes;
      this.overlay = given.overlay;
    } else await this.#drawTime(view, signal, isStale);
    if (!isStale() && !this.look?.isPartial) this.#timeKey = chartsKeyOf(view, key);
    await painted();
  }

  async #draw({ view, key }: Question, signal: AbortSignal, isStale: () => boolean): Promise<void> {
    const chartsKey = chartsKeyOf(view, key);
    if (this.#chartsKey === chartsKey) return;
    const isSameLook = this.#chartsKey?.startsWith(`${key}|`) ?? false;
    if (this.#timeKey !== chartsKey) await this.#drawTime(view, signal, isStale);
    this.#timeKey = null;
    if (isStale()) return;
    if (!isSameLook) {
      const network = await this.#engine.call(signal, 'network', null);
      if (isStale()) return;
      this.network = network;
    }
    this.#chartsKey = chartsKey;
  }

  async #drawTime(
    { timeChart }: ViewState,
    signal: AbortSignal,
    isStale: () => boolean,
  ): Promise<void> {
    const lanes =
      timeChart === 'lanes' ? await this.#engine.call(signal, 'lanes', null) : this.lanes;
    if (isStale()) return;
    this.lanes = lanes;
    const overlay =
      timeChart === 'overlay' ? await this.#engine.call(signal, 'overlay', null) : this.overlay;
    if (isStale()) return;
    this.overlay = overlay;
  }
}

function countsByIndex(
  index: Uint32Array | undefined,
  counts: Uint32Array,
): ReadonlyMap<number, number> {
  const byIndex = new Map<number, number>();
  index?.forEach((group, at) => byIndex.set(group, counts[at] ?? 0));
  return byIndex;
}

function withLive(
  rows: readonly FacetRow[],
  index: Uint32Array | undefined,
  counts: Uint32Array | undefined,
): readonly FacetRow[] {
  if (!counts) return rows;
  const live = countsByIndex(index, counts);
  return rows.map((row) => {
    const shown = live.get(row.index) ?? row.shown;
    return shown === row.shown ? row : { ...row, shown };
  });
}
