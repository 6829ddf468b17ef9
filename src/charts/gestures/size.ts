import type { Attachment } from 'svelte/attachments';

/** Reports the content size of an element, at once and whenever it changes. */
export function observeSize(
  report: (size: { width: number; height: number }) => void,
): Attachment<HTMLElement> {
  return (element) => {
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      if (width > 0 && height > 0) report({ width: Math.floor(width), height: Math.floor(height) });
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
}
