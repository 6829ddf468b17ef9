import type { ActivityChartProps, TimeRange } from '../chart.ts';
import { pageMeasure } from '../parts/measure-text.ts';
import { activityFinding, overlayFinding } from './activity-finding.ts';
import { activityPicture } from './activity-picture.ts';
import { axisEnds, committedRange } from './axis-ends.ts';
import { histogramPart, nearPart, overlayPart } from './late-parts.ts';
import { LivePicture } from './live-picture.svelte.ts';

/**
 * What the activity chart shows and does. Props are read through derived values: one that is passed as
 * an expression wakes its readers with every view, so with every move of the brush.
 */
export class ActivityModel {
  size = $state.raw({ width: 760, height: 280 });
  /** The element whose font and direction the picture takes. */
  body = $state.raw<HTMLElement>();
  /** Undefined while nothing is dragged. */
  #draft = $state.raw<TimeRange | null | undefined>(undefined);
  #focusMark = $state.raw<number | null>(null);
  readonly #propsOf: () => ActivityChartProps;
  readonly mode = $derived.by(() => this.#props.mode);
  readonly #histogram = $derived.by(() => this.#props.histogram);
  readonly #lanes = $derived.by(() => this.#props.lanes);
  readonly #overlay = $derived.by(() => this.#props.overlay);
  readonly #articles = $derived.by(() => this.#props.articles);
  readonly #articleCount = $derived.by(() => this.#props.articleCount ?? this.#articles.length);
  readonly #selectedRow = $derived.by(() => this.#props.selectedRow);
  readonly known = $derived(this.#histogram?.axis ?? this.#lanes?.axis ?? null);
  readonly axis = $derived(this.known && this.known.segments.length > 0 ? this.known : null);
  readonly ends = $derived(axisEnds(this.axis));
  readonly range = $derived.by(() =>
    this.#draft === undefined ? committedRange(this.#props.view, this.ends) : this.#draft,
  );
  readonly isStill = $derived(this.#draft === undefined);
  readonly finding = $derived(
    this.mode === 'overlay' && this.#overlay
      ? overlayFinding(this.#overlay)
      : activityFinding(this.#histogram, this.#lanes, this.range),
  );
  readonly #style = $derived(this.body && getComputedStyle(this.body));
  readonly direction = $derived(this.#style?.direction === 'rtl' ? 'rtl' : 'ltr');
  readonly #measure = $derived(pageMeasure(this.#style?.fontFamily ?? 'sans-serif'));
  readonly live = new LivePicture(
    () => this.range,
    (range) => this.#layOut(range),
  );
  readonly wordsOf = $derived(
    nearPart.value?.activityWords({
      lanes: this.#lanes,
      histogram: this.#histogram,
      overlay: this.#overlay,
    }) ?? (() => null),
  );
  readonly #order = $derived(
    this.#lanes && !this.#lanes.density
      ? (nearPart.value?.readingOrder(this.#lanes) ?? null)
      : null,
  );
  readonly focus = $derived.by(() => {
    const row = this.#focusMark === null ? undefined : this.#lanes?.row[this.#focusMark];
    const id = `comment:${row}`;
    return row === undefined ? null : { id, words: this.wordsOf(id) };
  });

  constructor(propsOf: () => ActivityChartProps) {
    this.#propsOf = propsOf;
  }

  get #props(): ActivityChartProps {
    return this.#propsOf();
  }

  /** The numbers behind the picture. */
  get data() {
    const { mode, lanes, histogram, overlay } = this.#props;
    return { mode, lanes, histogram, overlay };
  }

  readonly brush = (next: TimeRange | null, isCommitted: boolean): void => {
    this.#draft = isCommitted ? undefined : next;
    this.#props.onbrush(next, isCommitted);
  };

  /** A step by the keyboard: it may be undone before it is done, so only the view knows it. */
  readonly step = (next: TimeRange | null): void => {
    this.#draft = undefined;
    this.#props.onbrush(next, false);
  };

  readonly pick = (id: string): void => {
    const near = nearPart.value;
    if (!near) {
      void nearPart.fetch().then((isThere) => isThere && this.pick(id));
      return;
    }
    const target = near.activityTarget(id, this.#props);
    if (target?.kind === 'comment') this.#props.onselect(target.row);
    if (target?.kind === 'commenter') this.#props.oncommenter?.(target.key);
    if (target?.kind === 'range') this.brush(target.range, true);
    if (target?.kind === 'cell') this.#props.oncell?.(target.cell);
  };

  readonly key = (event: KeyboardEvent): void => {
    const order = this.#order;
    if (this.mode !== 'lanes' || !order || !nearPart.value) return;
    if (event.key === 'Enter' && this.focus) this.pick(this.focus.id);
    const next = nearPart.value.stepMark(order, this.#focusMark, event.key, this.direction);
    if (next === null) return;
    event.preventDefault();
    this.#focusMark = next;
  };

  #layOut(range: TimeRange | null) {
    return activityPicture(
      {
        mode: this.mode,
        lanes: this.#lanes,
        histogram: this.#histogram,
        overlay: this.#overlay,
        articles: this.#articles,
        articleCount: this.#articleCount,
        selectedRow: this.#selectedRow,
        range,
        title: '',
      },
      { ...this.size, direction: this.direction, measure: this.#measure },
      {
        histogram: histogramPart.value?.histogramLayout ?? null,
        overlay: overlayPart.value?.overlayLayout ?? null,
      },
    );
  }
}
