/** An empty page with an overlay that follows the pointer, at most once a frame, as the brush does. */
const overlay = document.querySelector('div');
let left = 0;
let right = 0;
let frame = 0;
window.addEventListener('pointerdown', (event) => (left = event.clientX));
window.addEventListener('pointermove', (event) => {
  right = event.clientX;
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    if (!overlay) return;
    overlay.style.left = `${Math.min(left, right)}px`;
    overlay.style.width = `${Math.abs(right - left)}px`;
  });
});
