import type { Lanes } from '../../core/results.ts';
import type { Target } from '../../core/scene/hit.ts';
import type { Box } from '../../core/scene/labels.ts';
import type { Ink, Mark } from '../../core/scene/mark.ts';
import { arcBetween, cubicPath, cubicPoints, type Point } from './arcs.ts';
import type { TimeRange } from '../chart.ts';
import type { FoldedScale } from './folded-scale.ts';
import type { LaneRow } from './lane-rows.ts';
import { isInRange, OUTSIDE_OPACITY } from './strip.ts';

/** Where the rows of the lane view lie. */
export interface LanePlace {
  scale: FoldedScale;
  rows: readonly LaneRow[];
  top: number;
  pitch: number;
  plot: Box;
}

export interface LaneLook {
  range: TimeRange | null;
  selectedRow: number | null;
}

export interface Drawn {
  marks: Mark[];
  targets: Target[];
}

const STRONG = 0.8;
const CROWD = 250;

/** Row of the picture of each lane. */
export function rowOfLane({ rows }: LanePlace): Map<number, number> {
  return new Map(rows.flatMap((row, index) => row.lanes.map((lane) => [lane, index] as const)));
}

interface Placed extends Point {
  row: number;
  ink: Ink;
  isShown: boolean;
  isIn: boolean;
}

/** Curves first, comments over them; ids 'comment:ROW' and 'reply:ROW' (the row that answers). */
export function commentMarks(lanes: Lanes, place: LanePlace, look: LaneLook): Drawn {
  const { top, pitch, scale, rows } = place;
  const rowOf = rowOfLane(place);
  const placed = Array.from(lanes.row, (row, i): Placed | null => {
    const line = rowOf.get(lanes.lane[i] ?? 0) ?? 0;
    const time = lanes.time[i] ?? 0;
    if (!Number.isFinite(time)) return null;
    const isShown = lanes.shown[i] === 1;
    return {
      row,
      x: scale.x(time),
      y: top + pitch * (line + 0.5),
      ink: isShown ? (rows[line]?.ink ?? 'nameless') : 'grey-mark',
      isShown,
      isIn: isInRange(look.range, time),
    };
  });
  const arcs = arcMarks(lanes, place, placed, look.selectedRow);
  const dots = dotMarks(lanes, placed, Math.min(5.5, Math.max(3, pitch * 0.27)), look.selectedRow);
  return {
    marks: [...arcs.marks, ...dots.marks],
    targets: [...arcs.targets, ...dots.targets],
  };
}

function arcMarks(
  lanes: Lanes,
  { pitch, plot }: LanePlace,
  placed: readonly (Placed | null)[],
  selectedRow: number | null,
): Drawn {
  const drawn: (Mark & { rank: number })[] = [];
  const targets: Target[] = [];
  const isCrowded = lanes.arcFrom.length > CROWD;
  lanes.arcFrom.forEach((childIndex, i) => {
    const child = placed[childIndex];
    const parent = placed[lanes.arcTo[i] ?? -1];
    if (!child || !parent) return;
    const cubic = arcBetween(parent, child, pitch, plot);
    const isStated = lanes.arcStated[i] === 1;
    const isStrong = isStated || (lanes.arcProbability[i] ?? 0) >= STRONG;
    const isChosen =
      selectedRow !== null && (child.row === selectedRow || parent.row === selectedRow);
    const isShown = child.isShown && parent.isShown;
    const faint = child.isIn ? (isCrowded ? 0.5 : 0.8) : OUTSIDE_OPACITY * (isCrowded ? 0.5 : 0.8);
    drawn.push({
      rank: (isShown ? 2 : 0) + (isChosen ? 4 : 0),
      id: `reply:${child.row}`,
      kind: 'path',
      d: cubicPath(cubic),
      fill: null,
      stroke: isShown ? child.ink : 'grey-line',
      strokeWidth: (isStated ? 2.4 : 1.3) + (isChosen ? 1 : 0),
      opacity: isChosen ? 1 : faint,
      ...(!isStrong && { dash: [4, 3] }),
    });
    targets.push({ id: `reply:${child.row}`, kind: 'line', points: cubicPoints(cubic) });
  });
  drawn.sort((a, b) => a.rank - b.rank);
  return { marks: drawn.map(({ rank: _, ...mark }) => mark), targets };
}

function dotMarks(
  lanes: Lanes,
  placed: readonly (Placed | null)[],
  r: number,
  selectedRow: number | null,
): Drawn {
  const marks: Mark[] = [];
  const targets: Target[] = [];
  const order = Array.from(placed.keys()).sort(
    (a, b) => Number(placed[a]?.isShown) - Number(placed[b]?.isShown) || a - b,
  );
  for (const i of order) {
    const dot = placed[i];
    if (!dot) continue;
    const { x, y, ink } = dot;
    const isRoot = lanes.root[i] === 1;
    if (dot.row === selectedRow)
      marks.push({
        kind: 'circle',
        x,
        y,
        r: r + 4,
        fill: 'highlight',
        stroke: 'accent',
        strokeWidth: 1.5,
      });
    marks.push({
      id: `comment:${dot.row}`,
      kind: 'circle',
      x,
      y,
      r: isRoot ? r - 0.75 : r,
      fill: isRoot ? 'panel' : ink,
      stroke: isRoot ? ink : 'panel',
      strokeWidth: isRoot ? 1.75 : 0.75,
      ...(!dot.isIn && { opacity: OUTSIDE_OPACITY }),
    });
    targets.push({ id: `comment:${dot.row}`, kind: 'point', x, y, r });
  }
  return { marks, targets };
}
