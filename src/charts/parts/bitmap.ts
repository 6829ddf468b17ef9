import type { Scene } from '../../core/scene/mark.ts';
import { paintMarks, type Palette } from './paint-canvas.ts';

/** Marks painted between two looks at the clock: about a millisecond of software drawing. */
const SLICE_MARKS = 40;

/**
 * A scene painted once and kept, so that a frame only copies pixels. It is painted in slices, because a
 * thousand marks at once would cost a frame; each slice is drawn then and there, not when first shown.
 */
export class Bitmap {
  readonly scene: Scene;
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #palette: Palette;
  #next = 0;

  constructor(scene: Scene, palette: Palette, ratio: number) {
    this.scene = scene;
    this.#palette = palette;
    this.canvas = document.createElement('canvas');
    this.canvas.width = Math.round(scene.width * ratio);
    this.canvas.height = Math.round(scene.height * ratio);
    this.#context = this.canvas.getContext('2d', { willReadFrequently: true });
    this.#context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  get isDone(): boolean {
    return this.#next >= this.scene.marks.length || this.#context === null;
  }

  /** Paints on until `untilMs` (performance.now()); at least one slice. */
  paint(untilMs: number): void {
    const context = this.#context;
    if (!context) return;
    while (!this.isDone) {
      this.#next = paintMarks(
        context,
        this.scene,
        this.#palette,
        this.#next,
        this.#next + SLICE_MARKS,
      );
      context.getImageData(0, 0, 1, 1);
      if (performance.now() > untilMs) return;
    }
  }
}
