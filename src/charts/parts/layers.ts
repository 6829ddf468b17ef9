import type { Scene } from '../../core/scene/mark.ts';
import { Bitmap } from './bitmap.ts';
import type { Palette } from './paint-canvas.ts';

/** What a canvas shows: a scene, and outside of a stretch of it another one. */
export interface LayeredScene {
  scene: Scene;
  outside: Scene | null;
  /** Where `scene` shows while there is an `outside`, in CSS pixels. */
  inside: { x: number; width: number } | null;
}

const FRAME_MS = 3;
const FIRST_MS = 14;

/**
 * Shows a layered scene on a canvas. Scenes are kept as bitmaps, so a moved brush costs three copies of
 * pixels. New scenes are painted over several frames; what was shown before stays until they are done.
 */
export class Layers {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  readonly #paletteOf: () => Palette;
  #palette: Palette | null = null;
  #wanted: LayeredScene | null = null;
  #scene: Bitmap | null = null;
  #outside: Bitmap | null = null;
  #next: { scene: Bitmap; outside: Bitmap | null } | null = null;
  #frame = 0;

  constructor(canvas: HTMLCanvasElement, paletteOf: () => Palette) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    this.#paletteOf = paletteOf;
  }

  show(wanted: LayeredScene): void {
    this.#wanted = wanted;
    if (this.#scene === null) this.#work(FIRST_MS);
    else if (this.#isOutdated()) this.#workSoon();
    this.#compose();
  }

  /** The theme or the screen has changed: everything is painted anew. */
  repaint(): void {
    this.#palette = null;
    this.#next = this.#scene = this.#outside = null;
    if (this.#wanted) this.show(this.#wanted);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #isOutdated(): boolean {
    const wanted = this.#wanted;
    if (!wanted) return false;
    if (this.#scene?.scene !== wanted.scene || !this.#scene.isDone) return true;
    return wanted.outside !== null && this.#outside?.scene !== wanted.outside;
  }

  /** One portion of painting; a scene once begun is finished before a newer one is. */
  #work(budgetMs: number): void {
    const wanted = this.#wanted;
    if (!wanted) return;
    const until = performance.now() + budgetMs;
    this.#next ??= this.#begin(wanted);
    const { scene, outside } = this.#next;
    if (!scene.isDone) scene.paint(until);
    if (scene.isDone && outside && !outside.isDone) outside.paint(until);
    const isDone = scene.isDone && (outside?.isDone ?? true);
    if (isDone || this.#scene === null) {
      this.#scene = scene;
      this.#outside = outside ?? this.#outside;
    }
    if (isDone) this.#next = null;
    if (this.#isOutdated() || !isDone) this.#workSoon();
  }

  #workSoon(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#work(FRAME_MS);
      this.#compose();
    });
  }

  #begin({ scene, outside }: LayeredScene): { scene: Bitmap; outside: Bitmap | null } {
    this.#palette ??= this.#paletteOf();
    const palette = this.#palette;
    const bitmap = (wanted: Scene, known: Bitmap | null): Bitmap =>
      known?.scene === wanted ? known : new Bitmap(wanted, palette, devicePixelRatio);
    return {
      scene: bitmap(scene, this.#scene),
      outside: outside && bitmap(outside, this.#outside),
    };
  }

  #compose(): void {
    const context = this.#context;
    const bitmap = this.#scene?.canvas;
    if (!context || !bitmap) return;
    const { width, height } = bitmap;
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    context.clearRect(0, 0, width, height);
    const inside = this.#wanted?.inside;
    const around = inside && this.#outside?.canvas;
    if (!inside || !around) {
      context.drawImage(bitmap, 0, 0);
      return;
    }
    const ratio = width / Math.max(1, this.#scene?.scene.width ?? 1);
    const from = Math.min(width, Math.max(0, Math.round(inside.x * ratio)));
    const to = Math.min(width, Math.max(from, Math.round((inside.x + inside.width) * ratio)));
    const copy = (source: HTMLCanvasElement, x: number, end: number): void => {
      if (end > x) context.drawImage(source, x, 0, end - x, height, x, 0, end - x, height);
    };
    copy(around, 0, from);
    copy(bitmap, from, to);
    copy(around, to, width);
  }
}
