/** Comments per bin of folded time: the view in front of everything, which stays as grey context. */
import { ticks as roundValues } from 'd3';
import type { Histogram } from '../../core/results.ts';
import type { Box } from '../../core/scene/labels.ts';
import type { Mark } from '../../core/scene/mark.ts';
import type { Measure } from '../../core/scene/text.ts';
import type { ChartArticle, TimeRange } from '../chart.ts';
import { foldedScale, type FoldedScale } from './folded-scale.ts';
import { factsOf, foldMarks, tickMarks, titleMarks, TICK_PX } from './frame.ts';
import { emptyPicture, finishPicture, type PictureSize, type TimePicture } from './picture.ts';
import { barMarks, barSpan } from './strip.ts';
import { countWords } from './words.ts';

export interface HistogramInput {
  histogram: Histogram;
  articles: readonly ChartArticle[];
  /** All of them; more than `articles` when the corpus is large. */
  articleCount?: number;
  range: TimeRange | null;
  title: string;
}

const TITLE_ROW_PX = 22;
const AXIS_ROW_PX = 26;
const COUNT_ROW_PX = 16;
const RIGHT_PX = 10;

export function histogramLayout(input: HistogramInput, size: PictureSize): TimePicture {
  if (input.histogram.axis.segments.length === 0) return emptyPicture(input.title, size);
  const { width, height, measure } = size;
  const { histogram } = input;
  const most = histogram.all.reduce((top, count) => Math.max(top, count), 1);
  const unit = `comments / ${histogram.axis.unit}`;
  const left = Math.max(28, measure(countWords(most), { size: TICK_PX }) + 16);
  const scale = foldedScale(histogram.axis.segments, { x0: left, x1: width - RIGHT_PX });
  const bottom = Math.max(TITLE_ROW_PX + COUNT_ROW_PX + 20, height - AXIS_ROW_PX);
  const plot = {
    x: left,
    y: TITLE_ROW_PX,
    width: width - RIGHT_PX - left,
    height: bottom - TITLE_ROW_PX,
  };
  const bars: Box = { ...plot, y: plot.y + COUNT_ROW_PX, height: plot.height - COUNT_ROW_PX };
  const folds = foldMarks(scale, TITLE_ROW_PX + 4, bottom, measure);
  const drawn = barMarks(histogram, scale, bars, input.range, most);
  const counts = countMarks(histogram, scale, bars, most, measure);
  const marks: Mark[] = [
    ...titleMarks(scale, factsOf(input), 14, width, measure),
    ...gridMarks(scale, bars, most, left),
    ...unitLabel(unit, bars, counts, measure),
    ...folds.marks,
    ...drawn.marks,
    ...counts,
    ...tickMarks(scale, bottom + 20, width, measure),
  ];
  const targets = [...folds.targets, ...drawn.targets];
  return finishPicture({ marks, targets, plot, scale, title: input.title }, size);
}

/** What a bar counts, above the bars at the start or the end, wherever no count is in the way. */
function unitLabel(text: string, bars: Box, counts: readonly Mark[], measure: Measure): Mark[] {
  const width = measure(text, { size: TICK_PX });
  const taken = counts.flatMap((mark) =>
    mark.kind === 'text' && mark.y < bars.y + 8 ? [mark.x] : [],
  );
  const y = bars.y - 5;
  const base = {
    kind: 'text',
    y,
    text,
    fill: 'ink-soft',
    size: TICK_PX,
    direction: 'ltr',
  } as const;
  const right = bars.x + bars.width;
  if (width > bars.width) return [];
  if (!taken.some((x) => x < bars.x + width + 20)) return [{ ...base, x: bars.x, anchor: 'start' }];
  if (!taken.some((x) => x > right - width - 20)) return [{ ...base, x: right, anchor: 'end' }];
  return [];
}

function gridMarks(scale: FoldedScale, box: Box, most: number, left: number): Mark[] {
  const values = roundValues(0, most, Math.max(2, Math.floor(box.height / 40)));
  return values
    .filter((value) => Number.isInteger(value))
    .flatMap((value): Mark[] => {
      const y = Math.round(box.y + box.height * (1 - value / most)) + 0.5;
      const lines = scale.segments.map((segment): Mark => ({
        kind: 'path',
        d: `M${segment.x0.toFixed(2)},${y}L${segment.x1.toFixed(2)},${y}`,
        fill: null,
        stroke: value === 0 ? 'grey-line' : 'hairline',
        strokeWidth: 1,
      }));
      const label: Mark = {
        kind: 'text',
        x: left - 8,
        y: y + 4,
        text: countWords(value),
        fill: 'ink-soft',
        size: TICK_PX,
        anchor: 'end',
        direction: 'ltr',
      };
      return [...lines, label];
    });
}

/** Counts on the bars, only where every drawn count has room beside its neighbours. */
function countMarks(
  histogram: Histogram,
  scale: FoldedScale,
  box: Box,
  most: number,
  measure: Measure,
): Mark[] {
  const labels: Mark[] = [];
  for (const [bin, all] of histogram.all.entries()) {
    if (all === 0) continue;
    const shown = histogram.shown[bin] ?? 0;
    const text = countWords(shown);
    const { x, width } = barSpan(histogram.axis, bin, scale);
    if (measure(text, { size: TICK_PX }) > width - 2) return [];
    labels.push({
      kind: 'text',
      x: x + width / 2,
      y: box.y + box.height * (1 - all / most) - 4,
      text,
      fill: shown > 0 ? 'ink' : 'ink-soft',
      size: TICK_PX,
      anchor: 'middle',
      halo: 'panel',
      direction: 'ltr',
    });
  }
  return labels;
}
