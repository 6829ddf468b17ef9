import type { Ink, Mark, Scene, TextMark } from '../../core/scene/mark.ts';

export type Paint = CanvasRenderingContext2D;

/** What a painter must know beside the scene: the page's colours and font. */
export interface Palette {
  colourOf: (ink: Ink) => string;
  font: string;
}

/**
 * Draws marks [from, to) of a scene in CSS pixels; the caller has scaled the context to the device.
 * Gives back the index to go on from.
 */
export function paintMarks(
  context: Paint,
  scene: Scene,
  { colourOf, font }: Palette,
  from = 0,
  to = scene.marks.length,
): number {
  const end = Math.min(to, scene.marks.length);
  for (const mark of scene.marks.slice(from, end)) {
    context.globalAlpha = mark.opacity ?? 1;
    context.setLineDash(mark.dash ? [...mark.dash] : []);
    if (mark.kind === 'text') paintText(context, mark, colourOf, font);
    else paintShape(context, mark, colourOf);
  }
  context.globalAlpha = 1;
  return end;
}

function paintShape(
  context: Paint,
  mark: Exclude<Mark, TextMark>,
  colourOf: (ink: Ink) => string,
): void {
  if (mark.fill !== null) context.fillStyle = colourOf(mark.fill);
  if (mark.stroke) {
    context.strokeStyle = colourOf(mark.stroke);
    context.lineWidth = mark.strokeWidth ?? 1;
  }
  if (mark.kind === 'path') {
    const path = new Path2D(mark.d);
    if (mark.fill !== null) context.fill(path);
    if (mark.stroke) context.stroke(path);
    return;
  }
  context.beginPath();
  if (mark.kind === 'circle') context.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
  else if (mark.radius) context.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius);
  else context.rect(mark.x, mark.y, mark.width, mark.height);
  if (mark.fill !== null) context.fill();
  if (mark.stroke) context.stroke();
}

function paintText(
  context: Paint,
  mark: TextMark,
  colourOf: (ink: Ink) => string,
  font: string,
): void {
  context.save();
  context.translate(mark.x, mark.y);
  if (mark.rotate) context.rotate((mark.rotate * Math.PI) / 180);
  context.font = `${mark.italic ? 'italic ' : ''}${mark.weight ?? 400} ${mark.size}px ${font}`;
  context.direction = mark.direction;
  context.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor;
  if (mark.halo) {
    context.strokeStyle = colourOf(mark.halo);
    context.lineWidth = 3;
    context.lineJoin = 'round';
    context.strokeText(mark.text, 0, 0);
  }
  context.fillStyle = colourOf(mark.fill);
  context.fillText(mark.text, 0, 0);
  context.restore();
}
