/** Who answers whom as a table of cells: rows answer, columns are answered; readable where a graph is not. */
import type { Network } from '../../core/results.ts';
import type { Target } from '../../core/scene/hit.ts';
import type { Mark } from '../../core/scene/mark.ts';
import { mirrorScene, mirrorTargets } from '../../core/scene/mirror.ts';
import { anchorFor, directionOf, fitText, type Measure } from '../../core/scene/text.ts';
import { commenterInk } from '../../core/scene/theme.ts';
import { commenterLabel } from '../names.ts';
import { rangeWords, surenessOf } from './counts.ts';
import type { GraphLook, NetworkPicture } from './graph.layout.ts';

export interface MatrixPicture extends NetworkPicture {
  /** Commenters that have a row; the rest had no room. */
  drawn: number;
}

interface Grid {
  /** Indices of commenters, by row and column. */
  order: number[];
  left: number;
  top: number;
  pitch: number;
}

const MOST = 40;
const LEAST_PITCH_PX = 14;
const MOST_PITCH_PX = 34;
const LABEL_PX = 12;
const SLANT = Math.SQRT1_2;

/** Commenters with most comments first; equals in the order given. */
export function matrixOrder(network: Network): number[] {
  const order = network.commenters.map((_, index) => index);
  const comments = (index: number): number => network.commenters[index]?.comments ?? 0;
  return order.sort((a, b) => comments(b) - comments(a) || a - b);
}

function gridOf(network: Network, width: number, height: number, measure: Measure): Grid {
  const order = matrixOrder(network).slice(0, MOST);
  const longest = order.reduce(
    (wide, index) => Math.max(wide, measure(labelOf(network, index), { size: LABEL_PX })),
    0,
  );
  const left = Math.min(longest, 140, width * 0.3) + 12;
  const top = Math.min(longest, 110, height * 0.3) * SLANT + 22;
  const room = Math.min(width - left - (top - 12), height - top - 4);
  const count = Math.max(1, Math.min(order.length, Math.floor(room / LEAST_PITCH_PX)));
  return {
    order: order.slice(0, count),
    left,
    top,
    pitch: Math.min(MOST_PITCH_PX, Math.max(LEAST_PITCH_PX, Math.floor(room / count))),
  };
}

function labelOf(network: Network, index: number): string {
  return commenterLabel(network.commenters[index]?.name ?? null);
}

export function matrixLayout(
  network: Network,
  look: GraphLook,
  size: { width: number; height: number; measure: Measure },
): MatrixPicture {
  const { width, height, measure } = size;
  const grid = gridOf(network, width, height, measure);
  const cells = cellMarks(network, look, grid, measure);
  const headings = headingMarks(network, look, grid, measure);
  const marks = [...gridLines(grid), ...cells.marks, ...headings.marks];
  const targets = [...cells.targets, ...headings.targets];
  const scene = { width, height, marks, title: look.title, direction: 'ltr' as const };
  const drawn = grid.order.length;
  if (look.direction === 'ltr') return { scene, targets, drawn };
  return { scene: mirrorScene(scene), targets: mirrorTargets(targets, width), drawn };
}

function gridLines({ order, left, top, pitch }: Grid): Mark[] {
  const end = order.length * pitch;
  const marks: Mark[] = order.map((_, i) => ({
    kind: 'rect',
    x: left + i * pitch,
    y: top + i * pitch,
    width: pitch,
    height: pitch,
    fill: 'hairline',
    opacity: 0.5,
  }));
  for (let i = 0; i <= order.length; i++) {
    const [x, y] = [Math.round(left + i * pitch) + 0.5, Math.round(top + i * pitch) + 0.5];
    const ends = [Math.round(left + end) + 0.5, Math.round(top + end) + 0.5] as const;
    const [x0, y0] = [Math.round(left) + 0.5, Math.round(top) + 0.5];
    marks.push(
      { kind: 'path', d: `M${x0},${y}L${ends[0]},${y}`, fill: null, stroke: 'hairline' },
      { kind: 'path', d: `M${x},${y0}L${x},${ends[1]}`, fill: null, stroke: 'hairline' },
    );
  }
  return marks;
}

function cellMarks(
  network: Network,
  look: GraphLook,
  { order, left, top, pitch }: Grid,
  measure: Measure,
): { marks: Mark[]; targets: Target[] } {
  const rankOf = new Map(order.map((index, rank) => [index, rank] as const));
  const most = network.edges.reduce((high, edge) => Math.max(high, edge.total.high), 1);
  const marks: Mark[] = [];
  const targets: Target[] = [];
  network.edges.forEach((edge, index) => {
    const [row, column] = [rankOf.get(edge.from), rankOf.get(edge.to)];
    const counts = look.shown.edges[index];
    if (row === undefined || column === undefined || !counts) return;
    const from = network.commenters[edge.from];
    const isContext = counts.high === 0;
    const isSelected =
      look.selectedEdge?.[0] === edge.fromKey && look.selectedEdge[1] === edge.toKey;
    const ink = commenterInk(from?.hue ?? -1, from?.name === null);
    const [x, y] = [left + column * pitch, top + row * pitch];
    marks.push({
      id: `edge:${index}`,
      kind: 'rect',
      x: x + 1.5,
      y: y + 1.5,
      width: pitch - 2,
      height: pitch - 2,
      fill: isContext ? 'grey-mark' : ink,
      opacity: isContext ? 0.5 : 0.16 + 0.3 * Math.sqrt(counts.high / most),
    });
    if (isSelected || (!isContext && surenessOf(counts) === 'likely'))
      marks.push({
        kind: 'rect',
        x: x + 2,
        y: y + 2,
        width: pitch - 3,
        height: pitch - 3,
        fill: null,
        stroke: isSelected ? 'accent' : ink,
        strokeWidth: isSelected ? 2 : 1,
        ...(!isSelected && { dash: [3, 3] }),
      });
    const words = [rangeWords(counts), String(counts.high)].find(
      (text) => measure(text, { size: 11 }) <= pitch - 3,
    );
    if (words !== undefined)
      marks.push({
        kind: 'text',
        x: x + pitch / 2 + 0.5,
        y: y + pitch / 2 + 4.5,
        text: words,
        fill: isContext ? 'ink-soft' : 'ink',
        size: 11,
        anchor: 'middle',
        direction: 'ltr',
      });
    targets.push({ id: `edge:${index}`, kind: 'box', x, y, width: pitch, height: pitch });
  });
  return { marks, targets };
}

function headingMarks(
  network: Network,
  look: GraphLook,
  { order, left, top, pitch }: Grid,
  measure: Measure,
): { marks: Mark[]; targets: Target[] } {
  const marks: Mark[] = [
    {
      kind: 'text',
      x: left - 8,
      y: top - 8,
      text: 'rows answer columns',
      fill: 'ink-soft',
      size: 11,
      anchor: 'end',
      direction: 'ltr',
    },
  ];
  if (measure('rows answer columns', { size: 11 }) > left - 8) marks.pop();
  const targets: Target[] = [];
  order.forEach((index, rank) => {
    const commenter = network.commenters[index];
    const full = labelOf(network, index);
    const isNameless = commenter?.name === null;
    const isFound = look.found === null || look.found.has(index);
    const style = { size: LABEL_PX, italic: isNameless };
    const common = {
      kind: 'text',
      fill: isFound && (look.shown.commenters[index] ?? 0) > 0 ? 'ink' : 'ink-soft',
      size: LABEL_PX,
      italic: isNameless,
      title: full,
      ...(look.found?.has(index) && { weight: 700 }),
    } as const;
    const rowText = fitText(full, left - 14, style, measure);
    const rowDirection = directionOf(rowText);
    const middle = (rank + 0.5) * pitch;
    marks.push({
      ...common,
      x: left - 8,
      y: top + middle + 4,
      text: rowText,
      anchor: anchorFor('left-of-x', rowDirection),
      direction: rowDirection,
    });
    const isSteep = pitch < 18;
    const columnText = fitText(full, isSteep ? top - 10 : (top - 22) / SLANT, style, measure);
    const columnDirection = directionOf(columnText);
    marks.push({
      ...common,
      x: left + middle + (isSteep ? 4 : 3),
      y: top - 6,
      text: columnText,
      anchor: anchorFor('right-of-x', columnDirection),
      direction: columnDirection,
      rotate: isSteep ? -90 : -45,
    });
    const row = { x: 0, y: top + rank * pitch, width: left, height: pitch };
    const column = { x: left + rank * pitch, y: 0, width: pitch, height: top };
    targets.push({ id: `commenter:${index}`, kind: 'box', ...row });
    targets.push({ id: `commenter:${index}`, kind: 'box', ...column });
  });
  return { marks, targets };
}
