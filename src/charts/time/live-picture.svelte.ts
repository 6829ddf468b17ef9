import type { TimeRange } from '../chart.ts';
import { isLarge } from '../parts/large.ts';
import type { TimePicture } from './picture.ts';

/** A brush that holds nothing: everything is drawn as what lies outside of it. */
const NOTHING: TimeRange = { fromMin: Infinity, toMin: Infinity };

/**
 * The picture under a brush that moves. A small one is laid out anew with each move. A large one is laid
 * out twice, as it is inside and as it is outside of a brush, and the brush shows through.
 */
export class LivePicture {
  readonly #rangeOf: () => TimeRange | null;
  readonly #layOut: (range: TimeRange | null) => TimePicture | null;
  readonly #whole = $derived.by(() => this.#layOut(null));
  readonly #isLarge = $derived(this.#whole !== null && isLarge(this.#whole.scene));
  readonly #hasBrush = $derived.by(() => this.#rangeOf() !== null);
  /** What to paint, hit and measure with. */
  readonly picture: TimePicture | null = $derived.by(() =>
    this.#isLarge || !this.#hasBrush ? this.#whole : this.#layOut(this.#rangeOf()),
  );
  /** A large picture as it is outside of the brush; null without one. */
  readonly outside = $derived.by(() =>
    this.#isLarge && this.#hasBrush ? (this.#layOut(NOTHING)?.scene ?? null) : null,
  );

  constructor(
    rangeOf: () => TimeRange | null,
    layOut: (range: TimeRange | null) => TimePicture | null,
  ) {
    this.#rangeOf = rangeOf;
    this.#layOut = layOut;
  }
}
