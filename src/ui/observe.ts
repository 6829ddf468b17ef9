import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

/** Tells the heights of the rows it is attached to, `data-index` by `data-index`, as they change. */
export function observeRows(
  onmeasure: (rows: { index: number; heightPx: number }[]) => void,
): Attachment<HTMLElement> {
  const observer = new ResizeObserver((entries) => {
    onmeasure(measureRows(entries.map(({ target }) => target)));
  });
  return (element) => {
    observer.observe(element);
    return () => observer.unobserve(element);
  };
}

/** Heights of rows in CSS pixels, read now. */
export function measureRows(elements: Iterable<Element>): { index: number; heightPx: number }[] {
  return [...elements].map((element) => ({
    index: Number((element as HTMLElement).dataset['index']),
    heightPx: element.getBoundingClientRect().height,
  }));
}

/** Tells the inner height of the element it is attached to, at first and as it changes. */
export function observeHeight(onresize: (heightPx: number) => void): Attachment<HTMLElement> {
  return (element) => {
    untrack(() => onresize(element.clientHeight));
    const observer = new ResizeObserver(() => onresize(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  };
}
