import type { Attachment } from 'svelte/attachments';

export interface PointGestureOptions {
  onclick: (x: number, y: number) => void;
  /** Null when the pointer has left. */
  onhover: (at: { x: number; y: number } | null) => void;
}

/** Hover and click as places of the element, for a chart that is not brushed. */
export function pointGesture({ onclick, onhover }: PointGestureOptions): Attachment<HTMLElement> {
  return (element) => {
    const stop = new AbortController();
    const { signal } = stop;
    const placeOf = (event: MouseEvent): { x: number; y: number } => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const click = (event: MouseEvent): void => {
      const { x, y } = placeOf(event);
      onclick(x, y);
    };
    element.addEventListener('pointermove', (event) => onhover(placeOf(event)), { signal });
    element.addEventListener('pointerleave', () => onhover(null), { signal });
    element.addEventListener('click', click, { signal });
    return () => stop.abort();
  };
}
