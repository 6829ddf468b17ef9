import type { Scene } from '../../core/scene/mark.ts';

/** SVG is sharper in print and easier to read from outside; past this a frame would not hold it. */
const MOST_SVG_MARKS = 400;

/** Whether a scene is painted on a canvas; a brush then shows through a second, dimmed one. */
export function isLarge(scene: Scene): boolean {
  return scene.marks.length > MOST_SVG_MARKS;
}
