import type { Target } from '../../core/scene/hit.ts';
import type { Box } from '../../core/scene/labels.ts';
import type { Direction, Mark, Scene } from '../../core/scene/mark.ts';
import { mirrorScene, mirrorTargets } from '../../core/scene/mirror.ts';
import type { Measure } from '../../core/scene/text.ts';
import { foldedScale, type FoldedScale } from './folded-scale.ts';

export interface PictureSize {
  width: number;
  height: number;
  direction: Direction;
  measure: Measure;
}

/** A drawn time chart: what to paint, what can be hit, and how pixels and time map to each other. */
export interface TimePicture {
  scene: Scene;
  targets: Target[];
  /** Where the brush lives. */
  plot: Box;
  /** Times of the axis' two ends. */
  startMin: number;
  endMin: number;
  xOf: (timeMin: number) => number;
  timeAtX: (x: number) => number;
}

export interface PictureParts {
  marks: Mark[];
  targets: Target[];
  plot: Box;
  scale: FoldedScale;
  title: string;
}

/** Layouts draw from left to right; the finished picture is mirrored for right-to-left pages. */
export function finishPicture(parts: PictureParts, size: PictureSize): TimePicture {
  const { width, height, direction } = size;
  const { marks, targets, plot, scale, title } = parts;
  const scene: Scene = { width, height, marks, title, direction: 'ltr' };
  const { startMin, endMin } = scale;
  if (direction === 'ltr')
    return { scene, targets, plot, startMin, endMin, xOf: scale.x, timeAtX: scale.timeAt };
  return {
    scene: mirrorScene(scene),
    targets: mirrorTargets(targets, width),
    plot: { ...plot, x: width - plot.x - plot.width },
    startMin,
    endMin,
    xOf: (timeMin) => width - scale.x(timeMin),
    timeAtX: (x) => scale.timeAt(width - x),
  };
}

/** A picture without comments: it says so in its middle, and its axis is one empty minute. */
export function emptyPicture(title: string, size: PictureSize): TimePicture {
  const { width, height } = size;
  const marks: Mark[] = [
    {
      kind: 'text',
      x: width / 2,
      y: height / 2,
      text: 'No comment here has a time',
      fill: 'ink-soft',
      size: 13,
      anchor: 'middle',
      direction: 'ltr',
    },
  ];
  const plot = { x: 0, y: 0, width, height };
  const scale = foldedScale([], { x0: 0, x1: width });
  return finishPicture({ marks, targets: [], plot, scale, title }, size);
}
