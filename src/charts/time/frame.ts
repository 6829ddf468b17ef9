/** What every chart over folded time has: titles above the segments, folds, ticks below. */
import type { Target } from '../../core/scene/hit.ts';
import type { Mark } from '../../core/scene/mark.ts';
import {
  anchorFor,
  cleanLabel,
  directionOf,
  fitText,
  type Measure,
} from '../../core/scene/text.ts';
import type { ChartArticle } from '../chart.ts';
import { titleLabel } from '../names.ts';
import type { FoldedScale, ScaleSegment } from './folded-scale.ts';
import { timeTicks } from './ticks.ts';
import { durationWords, plural, timeWords } from './words.ts';

export const TITLE_PX = 12;
export const TICK_PX = 11;

/** Words for a stretch of time, longest first. */
export function segmentWords({ startMin, endMin }: { startMin: number; endMin: number }): string[] {
  const last = Math.max(startMin, endMin - 1);
  if (timeWords(startMin, 'date') === timeWords(last, 'date'))
    return [
      timeWords(startMin, 'weekday-date').replace(',', ''),
      timeWords(startMin, 'date'),
      timeWords(startMin, 'day'),
    ];
  return [
    `${timeWords(startMin, 'date')} – ${timeWords(last, 'date')}`,
    `${timeWords(startMin, 'month')} – ${timeWords(last, 'month')}`,
    timeWords(startMin, 'month'),
    timeWords(startMin, 'year'),
  ];
}

/** Articles whose titles are at hand, and how many there are in all. */
export interface ArticleFacts {
  articles: readonly ChartArticle[];
  articleCount: number;
}

/** The facts of a layout's input; the count is that of the list unless it is given. */
export function factsOf(input: {
  articles: readonly ChartArticle[];
  articleCount?: number;
}): ArticleFacts {
  return { articles: input.articles, articleCount: input.articleCount ?? input.articles.length };
}

/**
 * The title of the one article of a segment, or how many there are; '' when that is not known. `isOnly`:
 * the segment holds everything.
 */
export function articleWords(
  segment: ScaleSegment,
  { articles, articleCount }: ArticleFacts,
  isOnly: boolean,
): string {
  if (articles.length < articleCount) return isOnly ? plural(articleCount, 'article') : '';
  const within = articles.filter(
    (article) =>
      (article.fromMin ?? Infinity) <= segment.endMin &&
      (article.toMin ?? -Infinity) >= segment.startMin,
  );
  const [only] = within;
  if (within.length === 1 && only) return titleLabel(only.title);
  return within.length === 0 ? '' : plural(within.length, 'article');
}

/** Date (bold) and article of each segment, on one line at `y` (baseline), never beyond its own room. */
export function titleMarks(
  scale: FoldedScale,
  facts: ArticleFacts,
  y: number,
  rightPx: number,
  measure: Measure,
): Mark[] {
  const bold = { size: TITLE_PX, weight: 600 };
  const plain = { size: TITLE_PX };
  return scale.segments.flatMap((segment, index): Mark[] => {
    const next = scale.segments[index + 1];
    const room = (next ? next.x0 : rightPx) - segment.x0 - 12;
    const date = segmentWords(segment).find((words) => measure(words, bold) <= room);
    if (date === undefined) return [];
    const article = articleWords(segment, facts, scale.segments.length === 1);
    const base = { kind: 'text', y, size: TITLE_PX, fill: 'ink' } as const;
    const marks: Mark[] = [
      { ...base, x: segment.x0, text: date, weight: 600, anchor: 'start', direction: 'ltr' },
    ];
    const used = measure(date, bold) + 8;
    const text = fitText(article, room - used, plain, measure);
    if (Array.from(text).length < Math.min(4, article.length)) return marks;
    const direction = directionOf(text);
    marks.push({
      ...base,
      x: segment.x0 + used,
      text,
      fill: 'ink-soft',
      anchor: anchorFor('right-of-x', direction),
      direction,
      title: article,
    });
    return marks;
  });
}

/** A zigzag in each gap, with how long the silence was where there is room for words. */
export function foldMarks(
  scale: FoldedScale,
  top: number,
  bottom: number,
  measure: Measure,
): { marks: Mark[]; targets: Target[] } {
  const marks: Mark[] = [];
  const targets: Target[] = [];
  scale.folds.forEach((fold, index) => {
    const gap = fold.x1 - fold.x0;
    const minutes = fold.endMin - fold.startMin;
    const sentence = `${durationWords(minutes)} of silence, folded`;
    const style = { size: TICK_PX };
    const words = [
      sentence,
      `${durationWords(minutes)} folded`,
      durationWords(minutes, 'short'),
    ].find((each) => measure(each, style) <= bottom - top - 8);
    const hasWords = gap >= 26 && words !== undefined;
    const x = hasWords ? fold.x0 + gap * 0.3 : fold.x0 + gap / 2;
    marks.push({
      kind: 'path',
      d: zigzag(x, Math.min(3.5, gap / 3), top, bottom),
      fill: null,
      stroke: 'grey-line',
      strokeWidth: 1,
      title: sentence,
    });
    if (hasWords)
      marks.push({
        kind: 'text',
        x: fold.x0 + gap * 0.72,
        y: (top + bottom) / 2,
        text: words,
        fill: 'ink-soft',
        size: TICK_PX,
        anchor: 'middle',
        rotate: -90,
        halo: 'panel',
        direction: 'ltr',
      });
    targets.push({
      id: `fold:${index}`,
      kind: 'box',
      x: fold.x0,
      y: top,
      width: gap,
      height: bottom - top,
    });
  });
  return { marks, targets };
}

function zigzag(x: number, amplitude: number, top: number, bottom: number): string {
  const points: string[] = [];
  for (let y = top, side = -1; y <= bottom; y += 6, side = -side)
    points.push(
      `${String(Math.round((x + side * amplitude) * 100) / 100)},${String(Math.round(y * 100) / 100)}`,
    );
  return `M${points.join('L')}`;
}

/** Tick words centred at `y` (baseline), kept inside [0, widthPx]. */
export function tickMarks(
  scale: FoldedScale,
  y: number,
  widthPx: number,
  measure: Measure,
): Mark[] {
  return timeTicks(scale, measure, TICK_PX).flatMap((tick): Mark[] => {
    const half = measure(tick.words, { size: TICK_PX }) / 2;
    if (tick.x - half < 0 || tick.x + half > widthPx) return [];
    return [
      {
        kind: 'path',
        d: `M${r(tick.x)},${r(y - 15)}L${r(tick.x)},${r(y - 11)}`,
        fill: null,
        stroke: 'grey-line',
      },
      {
        kind: 'text',
        x: tick.x,
        y,
        text: cleanLabel(tick.words),
        fill: tick.isMajor ? 'ink' : 'ink-soft',
        size: TICK_PX,
        anchor: 'middle',
        direction: 'ltr',
      },
    ];
  });
}

function r(value: number): string {
  return String(Math.round(value * 100) / 100);
}
