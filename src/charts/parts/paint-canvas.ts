import type { Ink, Mark, Scene, TextMark } from '../../core/scene/mark.ts';

type Paint = CanvasRenderingContext2D;

/** Draws a scene in CSS pixels; the caller has scaled the context to the device. */
export function paintScene(
  context: Paint,
  scene: Scene,
  colourOf: (ink: Ink) => string,
  font: string,
): void {
  context.clearRect(0, 0, scene.width, scene.height);
  for (const mark of scene.marks) {
    context.globalAlpha = mark.opacity ?? 1;
    context.setLineDash(mark.dash ? [...mark.dash] : []);
    if (mark.kind === 'text') paintText(context, mark, colourOf, font);
    else paintShape(context, mark, colourOf);
  }
  context.globalAlpha = 1;
}

function paintShape(
  context: Paint,
  mark: Exclude<Mark, TextMark>,
  colourOf: (ink: Ink) => string,
): void {
  const shape = shapeOf(mark);
  if (mark.fill !== null) {
    context.fillStyle = colourOf(mark.fill);
    context.fill(shape);
  }
  if (mark.stroke) {
    context.strokeStyle = colourOf(mark.stroke);
    context.lineWidth = mark.strokeWidth ?? 1;
    context.stroke(shape);
  }
}

function shapeOf(mark: Exclude<Mark, TextMark>): Path2D {
  if (mark.kind === 'path') return new Path2D(mark.d);
  const shape = new Path2D();
  if (mark.kind === 'circle') shape.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
  else if (mark.radius) shape.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius);
  else shape.rect(mark.x, mark.y, mark.width, mark.height);
  return shape;
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
