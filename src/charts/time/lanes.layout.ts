/**
 * The lane view: a strip of counts, one row per commenter, a mark per comment (open = starts a thread),
 * a curve from each comment to its answer. Past the limit of marks: cells of counts.
 */
import type { Histogram, Lanes } from '../../core/results.ts';
import type { Target } from '../../core/scene/hit.ts';
import type { Mark } from '../../core/scene/mark.ts';
import { anchorFor, directionOf, fitText, type Measure } from '../../core/scene/text.ts';
import type { ChartArticle, TimeRange } from '../chart.ts';
import { foldedScale } from './folded-scale.ts';
import { factsOf, foldMarks, tickMarks, titleMarks } from './frame.ts';
import { densityMarks } from './density.ts';
import { commentMarks, type LanePlace } from './lane-marks.ts';
import { laneRows, type LaneRow } from './lane-rows.ts';
import { emptyPicture, finishPicture, type PictureSize, type TimePicture } from './picture.ts';
import { barMarks } from './strip.ts';

export interface LanesInput {
  lanes: Lanes;
  histogram: Histogram | null;
  articles: readonly ChartArticle[];
  /** All of them; more than `articles` when the corpus is large. */
  articleCount?: number;
  range: TimeRange | null;
  selectedRow: number | null;
  title: string;
}

const LABEL_PX = 12;
const LEAST_PITCH_PX = 15;
const MOST_PITCH_PX = 34;
const MOST_STRIP_PX = 60;
const TITLE_ROW_PX = 22;
const AXIS_ROW_PX = 26;
const RIGHT_PX = 10;

/** Heights of the parts for a panel: the strip gives way first, and takes what the rows leave. */
function rowsOf(height: number, count: number) {
  const least = height >= 190 ? Math.min(48, Math.round(height * 0.16)) : 0;
  const room = Math.max(LEAST_PITCH_PX, height - TITLE_ROW_PX - least - 8 - AXIS_ROW_PX - 4);
  const capacity = Math.max(1, Math.floor(room / LEAST_PITCH_PX));
  const rows = Math.max(1, Math.min(count, capacity));
  const pitch = Math.min(MOST_PITCH_PX, room / rows);
  const strip = least === 0 ? 0 : least + Math.min(MOST_STRIP_PX, room - pitch * rows);
  const top = TITLE_ROW_PX + strip + 8;
  return { strip, top, capacity, pitch };
}

function labelColumn(
  rows: readonly LaneRow[],
  unit: string,
  width: number,
  measure: Measure,
): number {
  const most = Math.min(170, width * 0.27);
  const widest = rows.reduce(
    (wide, row) => Math.max(wide, measure(row.label, { size: LABEL_PX, italic: row.isNameless })),
    measure(`per ${unit}`, { size: 11 }),
  );
  return Math.min(most, widest) + 12;
}

export function lanesLayout(input: LanesInput, size: PictureSize): TimePicture {
  if (input.lanes.axis.segments.length === 0) return emptyPicture(input.title, size);
  const { width, height, measure } = size;
  const { lanes, histogram, range } = input;
  const { strip, top, capacity, pitch } = rowsOf(height, lanes.lanes.length);
  const rows = laneRows(lanes.lanes, capacity);
  const left = labelColumn(rows, lanes.axis.unit, width, measure);
  const scale = foldedScale(lanes.axis.segments, { x0: left, x1: width - RIGHT_PX });
  const bottom = top + pitch * rows.length + 4;
  const plot = {
    x: left,
    y: TITLE_ROW_PX,
    width: width - RIGHT_PX - left,
    height: bottom - TITLE_ROW_PX,
  };
  const place: LanePlace = { scale, rows, top, pitch, plot };

  const folds = foldMarks(scale, TITLE_ROW_PX + 4, bottom, measure);
  const marks: Mark[] = [
    ...titleMarks(scale, factsOf(input), 14, width, measure),
    ...rows.flatMap((_, index) => laneLines(place, index)),
    ...folds.marks,
  ];
  const targets: Target[] = [...folds.targets];
  if (histogram && strip > 0) {
    const bars = barMarks(histogram, scale, { ...plot, height: strip }, range);
    marks.push(...bars.marks, stripLabel(histogram.axis.unit, left, TITLE_ROW_PX + strip, measure));
    targets.push(...bars.targets);
  }
  const labels = laneLabels(place, left, measure);
  const drawn = lanes.density
    ? densityMarks(lanes, place, range)
    : commentMarks(lanes, place, input);
  marks.push(...labels.marks, ...drawn.marks);
  targets.push(...labels.targets, ...drawn.targets);
  marks.push(...tickMarks(scale, bottom + 20, width, measure));
  return finishPicture({ marks, targets, plot, scale, title: input.title }, size);
}

function laneLines({ scale, top, pitch }: LanePlace, index: number): Mark[] {
  const y = Math.round(top + pitch * (index + 0.5)) + 0.5;
  return scale.segments.map((segment) => ({
    kind: 'path',
    d: `M${segment.x0.toFixed(2)},${y}L${segment.x1.toFixed(2)},${y}`,
    fill: null,
    stroke: 'hairline',
    strokeWidth: 1,
  }));
}

function stripLabel(unit: string, left: number, y: number, measure: Measure): Mark {
  const long = `comments / ${unit}`;
  const isFitting = measure(long, { size: 11 }) <= left - 8;
  return {
    kind: 'text',
    x: left - 10,
    y: y - 2,
    text: isFitting ? long : `per ${unit}`,
    fill: 'ink-soft',
    size: 11,
    anchor: 'end',
    direction: 'ltr',
  };
}

function laneLabels(
  { rows, top, pitch }: LanePlace,
  left: number,
  measure: Measure,
): { marks: Mark[]; targets: Target[] } {
  const marks: Mark[] = [];
  const targets: Target[] = [];
  rows.forEach((row, index) => {
    const style = { size: LABEL_PX, italic: row.isNameless };
    const text = fitText(row.label, left - 12, style, measure);
    const direction = directionOf(text);
    marks.push({
      kind: 'text',
      x: left - 10,
      y: top + pitch * (index + 0.5) + 4,
      text,
      fill: row.key === null || row.isNameless ? 'ink-soft' : 'ink',
      size: LABEL_PX,
      italic: row.isNameless,
      anchor: anchorFor('left-of-x', direction),
      direction,
      title: row.label,
    });
    if (row.key !== null)
      targets.push({
        id: `lane:${row.lanes[0] ?? -1}`,
        kind: 'box',
        x: 0,
        y: top + pitch * index,
        width: left - 4,
        height: pitch,
      });
  });
  return { marks, targets };
}
