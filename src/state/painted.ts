/** Most to wait for a frame. */
const FRAME_MS = 50;

/** Resolves once a frame was painted; soon where there are no frames (a hidden page). */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FRAME_MS);
    if (typeof requestAnimationFrame !== 'function') return;
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
}
