import type { Attachment } from 'svelte/attachments';
import type { TimeRange } from '../chart.ts';
import { beginDrag, dragTo, type BrushAxis, type BrushEdge, type Drag } from './brush-drag.ts';

export interface BrushGestureOptions {
  axis: BrushAxis;
  range: TimeRange | null;
  /** Whether a press at this place of the element begins a brush. */
  isBrushable: (x: number, y: number) => boolean;
  onbrush: (range: TimeRange | null, isCommitted: boolean) => void;
  onclick: (x: number, y: number) => void;
  /** Null when the pointer has left. */
  onhover: (at: { x: number; y: number } | null) => void;
  /** The pointer enters or leaves the element. */
  onnear: (isNear: boolean) => void;
}

const CLICK_PX = 4;
/** The second press of a double click clears the brush and is no click of its own. */
const DOUBLE_MS = 350;

/**
 * Brush by mouse, pen and touch: drag, move, resize, double-click or Escape. Moves arrive at most
 * once a frame. `get` is read at every event, so the options may change while it is attached.
 */
export function brushGesture(get: () => BrushGestureOptions): Attachment<HTMLElement> {
  return (element) => {
    const gesture = new BrushGesture(element, get);
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerenter', () => get().onnear(true), { signal });
    element.addEventListener('pointerdown', (event) => gesture.press(event), { signal });
    element.addEventListener('pointermove', (event) => gesture.move(event), { signal });
    element.addEventListener('pointerup', (event) => gesture.release(event), { signal });
    element.addEventListener('pointercancel', () => gesture.cancel(), { signal });
    element.addEventListener('pointerleave', () => gesture.leave(), { signal });
    element.addEventListener('dblclick', (event) => gesture.clear(event), { signal });
    window.addEventListener('keydown', (event) => gesture.key(event), { signal, capture: true });
    return () => {
      gesture.end();
      stop.abort();
    };
  };
}

class BrushGesture {
  readonly #element: HTMLElement;
  readonly #get: () => BrushGestureOptions;
  #pressed: 'none' | 'plot' | 'edge' = 'none';
  /** Where the element stood when it was pressed: to ask again would lay the page out with every move. */
  #box: DOMRect | null = null;
  #drag: Drag | null = null;
  #isDragging = false;
  #before: TimeRange | null = null;
  #latestX = 0;
  #frame = 0;
  #lastPress = { timeMs: -Infinity, x: 0 };

  constructor(element: HTMLElement, get: () => BrushGestureOptions) {
    this.#element = element;
    this.#get = get;
  }

  press(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    const { x, y } = this.#placeOf(event);
    const { axis, range, isBrushable } = this.#get();
    const edge = edgeOf(event.target);
    this.#pressed = edge ? 'edge' : 'plot';
    if (!edge && !isBrushable(x, y)) return;
    this.#box = this.#element.getBoundingClientRect();
    this.#before = range;
    this.#drag = beginDrag(range, x, axis, { edge, isTouch: event.pointerType === 'touch' });
    this.#latestX = x;
    this.#element.setPointerCapture(event.pointerId);
  }

  move(event: PointerEvent): void {
    const { x, y } = this.#placeOf(event);
    if (!this.#drag) return this.#get().onhover({ x, y });
    if (!this.#isDragging && Math.abs(x - this.#drag.startX) < CLICK_PX) return;
    this.#isDragging = true;
    this.#latestX = x;
    this.#get().onhover(null);
    this.#frame ||= requestAnimationFrame(() => this.#report());
  }

  release(event: PointerEvent): void {
    const { x, y } = this.#placeOf(event);
    const pressed = this.#pressed;
    const finished = this.#isDragging ? this.#drag : null;
    this.end();
    if (finished) this.#get().onbrush(dragTo(finished, x, this.#get().axis), true);
    else if (pressed === 'plot' && !this.#isSecondPress(event, x)) this.#get().onclick(x, y);
    if (pressed !== 'none') this.#lastPress = { timeMs: event.timeStamp, x };
  }

  cancel(): void {
    const wasDragging = this.#isDragging;
    this.end();
    if (wasDragging) this.#get().onbrush(this.#before, true);
  }

  leave(): void {
    if (!this.#drag) this.#get().onhover(null);
    this.#get().onnear(false);
  }

  clear(event: MouseEvent): void {
    const { x, y } = this.#placeOf(event);
    if (this.#get().isBrushable(x, y)) this.#get().onbrush(null, true);
  }

  key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !this.#isDragging) return;
    event.stopPropagation();
    this.cancel();
  }

  end(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#drag = null;
    this.#isDragging = false;
    this.#box = null;
    this.#pressed = 'none';
  }

  #report(): void {
    this.#frame = 0;
    const { axis, onbrush } = this.#get();
    if (this.#drag) onbrush(dragTo(this.#drag, this.#latestX, axis), false);
  }

  #isSecondPress(event: PointerEvent, x: number): boolean {
    const { timeMs, x: lastX } = this.#lastPress;
    return event.timeStamp - timeMs < DOUBLE_MS && Math.abs(x - lastX) < CLICK_PX * 2;
  }

  #placeOf(event: MouseEvent): { x: number; y: number } {
    const box = this.#box ?? this.#element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

function edgeOf(target: EventTarget | null): BrushEdge | null {
  const handle = target instanceof Element ? target.closest('[data-edge]') : null;
  const edge = handle?.getAttribute('data-edge');
  return edge === 'from' || edge === 'to' ? edge : null;
}
