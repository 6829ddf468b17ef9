import type { Target } from './hit.ts';
import type { Mark, Scene, TextMark } from './mark.ts';

const PAIR = /(-?[\d.]+),(-?[\d.]+)/g;
const OTHER_ANCHOR: Record<TextMark['anchor'], TextMark['anchor']> = {
  start: 'end',
  middle: 'middle',
  end: 'start',
};

function mirrorMark(mark: Mark, width: number): Mark {
  switch (mark.kind) {
    case 'rect':
      return { ...mark, x: width - mark.x - mark.width };
    case 'circle':
      return { ...mark, x: width - mark.x };
    case 'text':
      return {
        ...mark,
        x: width - mark.x,
        anchor: OTHER_ANCHOR[mark.anchor],
        ...(mark.rotate !== undefined && { rotate: -mark.rotate }),
      };
    case 'path':
      return { ...mark, d: mirrorPath(mark.d, width) };
  }
}

function mirrorPath(d: string, width: number): string {
  return d.replace(PAIR, (_, x: string, y: string) => {
    return `${String(Math.round((width - Number(x)) * 100) / 100)},${y}`;
  });
}

/** The same picture read from right to left. Path data must hold its points as 'x,y'. */
export function mirrorScene(scene: Scene): Scene {
  return {
    ...scene,
    direction: 'rtl',
    marks: scene.marks.map((mark) => mirrorMark(mark, scene.width)),
  };
}

/** Targets of a mirrored scene. */
export function mirrorTargets(targets: readonly Target[], width: number): Target[] {
  return targets.map((target) => {
    if (target.kind === 'point') return { ...target, x: width - target.x };
    if (target.kind === 'box') return { ...target, x: width - target.x - target.width };
    return { ...target, points: target.points.map(([x, y]) => [width - x, y] as const) };
  });
}
