/** Too many comments for marks: a cell per row and bin, its strength the square root of its count. */
import type { Lanes } from '../../core/results.ts';
import type { TimeRange } from '../chart.ts';
import { rowOfLane, type Drawn, type LanePlace } from './lane-marks.ts';
import { barSpan, isInRange, OUTSIDE_OPACITY } from './strip.ts';

const FAINTEST = 0.45;

export interface CellCounts {
  all: Float64Array;
  shown: Float64Array;
}

/** Counts per drawn row × bin (row-major): lanes that share a row are added up. */
export function cellCounts(lanes: Lanes, place: LanePlace): CellCounts {
  const bins = lanes.axis.binStart.length;
  const all = new Float64Array(place.rows.length * bins);
  const shown = new Float64Array(place.rows.length * bins);
  for (const [lane, row] of rowOfLane(place)) {
    for (let bin = 0; bin < bins; bin++) {
      const cell = row * bins + bin;
      all[cell] = (all[cell] ?? 0) + (lanes.density?.all[lane * bins + bin] ?? 0);
      shown[cell] = (shown[cell] ?? 0) + (lanes.density?.shown[lane * bins + bin] ?? 0);
    }
  }
  return { all, shown };
}

/** Cells with ids 'cell:LANES:BIN' (lanes of the row, '3' or '9+10'); what the filters leave out is grey. */
export function densityMarks(lanes: Lanes, place: LanePlace, range: TimeRange | null): Drawn {
  const bins = lanes.axis.binStart.length;
  const { all, shown } = cellCounts(lanes, place);
  const most = all.reduce((top, count) => Math.max(top, count), 1);
  const drawn: Drawn = { marks: [], targets: [] };
  const height = Math.max(3, place.pitch * 0.72);
  for (let cell = 0; cell < all.length; cell++) {
    const count = all[cell] ?? 0;
    if (count === 0) continue;
    const row = Math.floor(cell / bins);
    const bin = cell % bins;
    const id = `cell:${place.rows[row]?.lanes.join('+') ?? ''}:${bin}`;
    const { x, width } = barSpan(lanes.axis, bin, place.scale);
    const y = place.top + place.pitch * (row + 0.5) - height / 2;
    const visible = shown[cell] ?? 0;
    const start = lanes.axis.binStart[bin] ?? 0;
    const isIn = isInRange(range, start, lanes.axis.binEnd[bin] ?? start);
    const strength = FAINTEST + (1 - FAINTEST) * Math.sqrt((visible || count) / most);
    drawn.marks.push({
      id,
      kind: 'rect',
      x,
      y,
      width: Math.max(1, width),
      height,
      fill: visible > 0 ? (place.rows[row]?.ink ?? 'nameless') : 'grey-mark',
      opacity: strength * (isIn ? 1 : OUTSIDE_OPACITY),
    });
    drawn.targets.push({
      id,
      kind: 'box',
      x,
      y,
      width: Math.max(1, width),
      height,
    });
  }
  return drawn;
}
