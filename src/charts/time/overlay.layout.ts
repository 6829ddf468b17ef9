/**
 * Threads laid over each other by time since their first comment: a rising step line per thread, its
 * name at its end. Below stands a small histogram of real time, so that the brush stays at hand.
 */
import { ticks as roundValues } from 'd3';
import type { Histogram, Overlay } from '../../core/results.ts';
import type { Target } from '../../core/scene/hit.ts';
import { spread, type Box } from '../../core/scene/labels.ts';
import type { Mark } from '../../core/scene/mark.ts';
import { anchorFor, directionOf, fitText, type Measure } from '../../core/scene/text.ts';
import { commenterInk } from '../../core/scene/theme.ts';
import type { TimeRange } from '../chart.ts';
import { titleLabel } from '../names.ts';
import { elapsedScale, type ElapsedScale } from './elapsed-scale.ts';
import { foldedScale } from './folded-scale.ts';
import { foldMarks, TICK_PX, tickMarks } from './frame.ts';
import { emptyPicture, finishPicture, type PictureSize, type TimePicture } from './picture.ts';
import { barMarks } from './strip.ts';
import { countWords } from './words.ts';

export interface OverlayInput {
  overlay: Overlay;
  histogram: Histogram | null;
  range: TimeRange | null;
  title: string;
}

const RIGHT_PX = 10;
const LABEL_GAP_PX = 15;
const TRACK_PX = 26;
const MOST_DOTS = 400;

export function overlayLayout(input: OverlayInput, size: PictureSize): TimePicture {
  const { width, height, measure } = size;
  const { overlay, histogram, range } = input;
  const series = overlay.series.filter((each) => each.elapsedMin.length > 0);
  if (series.length === 0) return emptyPicture(input.title, size);
  const most = series.reduce((top, each) => Math.max(top, each.elapsedMin.length), 1);
  const left = Math.max(28, measure(countWords(most), { size: TICK_PX }) + 16);
  const names = Math.min(width * 0.32, 260);
  const trackTop = height - TRACK_PX - 26;
  const box: Box = {
    x: left,
    y: 12,
    width: width - names - left,
    height: Math.max(40, trackTop - 44),
  };
  const elapsed = elapsedScale(
    series.flatMap((each) => Array.from(each.elapsedMin)),
    box.x,
    box.x + box.width,
    46,
  );
  const marks: Mark[] = [...gridMarks(box, most), ...elapsedTicks(elapsed, box)];
  const targets: Target[] = [];
  series.forEach((each, index) => {
    const line = seriesMarks(each, index, elapsed, box, most);
    marks.push(...line.marks);
    targets.push(...line.targets);
  });
  marks.push(...endLabels(series, elapsed, box, most, width, measure));

  const scale = foldedScale(histogram?.axis.segments ?? [], { x0: left, x1: width - RIGHT_PX });
  const plot = { x: left, y: trackTop, width: width - RIGHT_PX - left, height: TRACK_PX };
  if (histogram) {
    const bars = barMarks(histogram, scale, plot, range);
    const folds = foldMarks(scale, plot.y, plot.y + TRACK_PX, measure);
    marks.push(...folds.marks, ...bars.marks, ...tickMarks(scale, height - 3, width, measure));
    targets.push(...bars.targets);
  }
  return finishPicture({ marks, targets, plot, scale, title: input.title }, size);
}

function gridMarks(box: Box, most: number): Mark[] {
  return roundValues(0, most, Math.max(2, Math.floor(box.height / 36)))
    .filter((value) => Number.isInteger(value))
    .flatMap((value): Mark[] => {
      const y = Math.round(yOf(value, box, most)) + 0.5;
      return [
        {
          kind: 'path',
          d: `M${box.x.toFixed(2)},${y}L${(box.x + box.width).toFixed(2)},${y}`,
          fill: null,
          stroke: value === 0 ? 'grey-line' : 'hairline',
        },
        {
          kind: 'text',
          x: box.x - 8,
          y: y + 4,
          text: countWords(value),
          fill: 'ink-soft',
          size: TICK_PX,
          anchor: 'end',
          direction: 'ltr',
        },
      ];
    });
}

function yOf(count: number, box: Box, most: number): number {
  return box.y + box.height * (1 - count / most);
}

function elapsedTicks(elapsed: ElapsedScale, box: Box): Mark[] {
  return elapsed.ticks.map((tick) => ({
    kind: 'text',
    x: tick.x,
    y: box.y + box.height + 16,
    text: tick.words,
    fill: 'ink-soft',
    size: TICK_PX,
    anchor: 'middle',
    direction: 'ltr',
  }));
}

/** A step line in grey over all comments, one in the hue over those of the view, a dot for each. */
function seriesMarks(
  series: Overlay['series'][number],
  index: number,
  elapsed: ElapsedScale,
  box: Box,
  most: number,
): { marks: Mark[]; targets: Target[] } {
  const ink = commenterInk(series.hue, false);
  const points: (readonly [number, number])[] = [];
  const marks: Mark[] = [];
  let line = '';
  let count = 0;
  let y = yOf(0, box, most);
  const isDotted = series.elapsedMin.length <= MOST_DOTS;
  const dots: Mark[] = [];
  series.elapsedMin.forEach((time, i) => {
    const isShown = series.shown[i] === 1;
    const x = elapsed.x(time);
    const above = yOf(count + 1, box, most);
    line += `${line === '' ? 'M' : 'L'}${x.toFixed(2)},${y.toFixed(2)}L${x.toFixed(2)},${above.toFixed(2)}`;
    points.push([x, y], [x, above]);
    [count, y] = [count + 1, above];
    if (isDotted)
      dots.push({
        kind: 'circle',
        x,
        y,
        r: 3,
        fill: isShown ? ink : 'grey-mark',
        stroke: 'panel',
        strokeWidth: 0.75,
      });
  });
  const hasShown = series.shown.some((flag) => flag === 1);
  marks.push({
    id: `series:${index}`,
    kind: 'path',
    d: line,
    fill: null,
    stroke: hasShown ? ink : 'grey-line',
    strokeWidth: 1.75,
  });
  return {
    marks: [...marks, ...dots],
    targets: [{ id: `series:${index}`, kind: 'line', points }],
  };
}

function endLabels(
  series: readonly Overlay['series'][number][],
  elapsed: ElapsedScale,
  box: Box,
  most: number,
  width: number,
  measure: Measure,
): Mark[] {
  const room = Math.max(1, Math.floor(box.height / LABEL_GAP_PX));
  const named = series
    .map((each, index) => ({ each, index }))
    .sort((a, b) => b.each.elapsedMin.length - a.each.elapsedMin.length || a.index - b.index)
    .slice(0, room);
  const ends = named.map(({ each }) => ({
    x: elapsed.x(each.elapsedMin.at(-1) ?? 0),
    y: yOf(each.elapsedMin.length, box, most),
  }));
  const places = spread(
    ends.map((end) => end.y),
    LABEL_GAP_PX,
    box.y,
    box.y + box.height,
  );
  const x = box.x + box.width + 14;
  return named.flatMap(({ each }, i): Mark[] => {
    const end = ends[i];
    const y = places[i] ?? 0;
    if (!end) return [];
    const full = titleLabel(each.label);
    const count = countWords(each.elapsedMin.length);
    const room = width - x - measure(count, { size: 12 }) - 12;
    const text = fitText(full, room, { size: 12 }, measure);
    const direction = directionOf(text);
    return [
      {
        kind: 'path',
        d: `M${(end.x + 4).toFixed(2)},${end.y.toFixed(2)}L${(x - 4).toFixed(2)},${y.toFixed(2)}`,
        fill: null,
        stroke: commenterInk(each.hue, false),
        strokeWidth: 1,
        opacity: 0.45,
        dash: [1, 3],
      },
      {
        kind: 'text',
        x,
        y: y + 4,
        text,
        fill: 'ink',
        size: 12,
        anchor: anchorFor('right-of-x', direction),
        direction,
        title: full,
      },
      {
        kind: 'text',
        x: x + measure(text, { size: 12 }) + 8,
        y: y + 4,
        text: count,
        fill: 'ink-soft',
        size: 12,
        anchor: 'start',
        direction: 'ltr',
      },
    ];
  });
}
