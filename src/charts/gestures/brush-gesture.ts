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
    let drag: Drag | null = null;
    let isDragging = false;
    let before: TimeRange | null = null;
    let latestX = 0;
    let frame = 0;
    let isOnEdge = false;
    let lastClick = { timeMs: -Infinity, x: 0 };

    const placeOf = (event: PointerEvent | MouseEvent) => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const isSecondPress = (timeMs: number, x: number) =>
      timeMs - lastClick.timeMs < DOUBLE_MS && Math.abs(x - lastClick.x) < CLICK_PX * 2;
    const stop = () => {
      cancelAnimationFrame(frame);
      frame = 0;
      drag = null;
      isDragging = false;
    };
    const onFrame = () => {
      frame = 0;
      if (drag) get().onbrush(dragTo(drag, latestX, get().axis), false);
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0 || !event.isPrimary) return;
      const { x, y } = placeOf(event);
      const { axis, range, isBrushable } = get();
      const edge = edgeOf(event.target);
      if (!edge && !isBrushable(x, y)) return;
      before = range;
      isOnEdge = edge !== null;
      drag = beginDrag(range, x, axis, { edge, isTouch: event.pointerType === 'touch' });
      latestX = x;
      element.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent) => {
      const { x, y } = placeOf(event);
      if (!drag) {
        get().onhover({ x, y });
        return;
      }
      if (!isDragging && Math.abs(x - drag.startX) < CLICK_PX) return;
      isDragging = true;
      latestX = x;
      get().onhover(null);
      frame ||= requestAnimationFrame(onFrame);
    };
    const onUp = (event: PointerEvent) => {
      const { x, y } = placeOf(event);
      const finished = isDragging ? drag : null;
      stop();
      if (finished) get().onbrush(dragTo(finished, x, get().axis), true);
      else if (event.button === 0 && !isOnEdge && !isSecondPress(event.timeStamp, x))
        get().onclick(x, y);
      lastClick = { timeMs: event.timeStamp, x };
      isOnEdge = false;
    };
    const onCancel = () => {
      const wasDragging = isDragging;
      stop();
      if (wasDragging) get().onbrush(before, true);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !isDragging) return;
      event.stopPropagation();
      onCancel();
    };
    const onDouble = (event: MouseEvent) => {
      const { x, y } = placeOf(event);
      if (get().isBrushable(x, y)) get().onbrush(null, true);
    };
    const onLeave = () => {
      if (!drag) get().onhover(null);
    };

    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onCancel);
    element.addEventListener('pointerleave', onLeave);
    element.addEventListener('dblclick', onDouble);
    addEventListener('keydown', onKey, true);
    return () => {
      stop();
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onCancel);
      element.removeEventListener('pointerleave', onLeave);
      element.removeEventListener('dblclick', onDouble);
      removeEventListener('keydown', onKey, true);
    };
  };
}

function edgeOf(target: EventTarget | null): BrushEdge | null {
  const handle = target instanceof Element ? target.closest('[data-edge]') : null;
  const edge = handle?.getAttribute('data-edge');
  return edge === 'from' || edge === 'to' ? edge : null;
}
