/**
 * Round times for an axis, with a word each. One step for all segments, the finest whose words still
 * have room; calendar steps (months, years) are counted on the calendar, in UTC.
 */
import type { Measure } from '../../core/scene/text.ts';
import type { FoldedScale, ScaleSegment } from './folded-scale.ts';
import { timeWords, type TimePart } from './words.ts';

export interface Tick {
  timeMin: number;
  x: number;
  words: string;
  isMajor: boolean;
}

type Step = { minutes: number; part: TimePart } | { months: number; part: TimePart };

const DAY = 1440;
const STEPS: readonly Step[] = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => ({
    minutes,
    part: 'time' as const,
  })),
  ...[1, 2, 7, 14].map((days) => ({ minutes: days * DAY, part: 'day' as const })),
  ...[1, 3, 6].map((months) => ({ months, part: 'month' as const })),
  ...[1, 2, 5, 10, 20, 50, 100].map((years) => ({ months: years * 12, part: 'year' as const })),
];

const FONT_PX = 11;
const ROOM_PX = 14;
const MOST_TICKS = 400;

/** Ticks inside the segments, left to right, whose words (centred on x) never touch. */
export function timeTicks(scale: FoldedScale, measure: Measure, fontPx = FONT_PX): Tick[] {
  const density = Math.max(
    ...scale.segments.map((segment) => (segment.x1 - segment.x0) / minutesIn(segment)),
  );
  const step = STEPS.find((each) => stepMinutes(each) * density >= widest(each, measure, fontPx));
  const chosen = step ?? STEPS.at(-1);
  if (!chosen) return [];
  const ticks: Tick[] = [];
  let free = -Infinity;
  for (const segment of scale.segments) {
    for (const timeMin of roundTimes(segment, chosen)) {
      const isMidnight = chosen.part === 'time' && timeMin % DAY === 0;
      const words = timeWords(timeMin, isMidnight ? 'day' : chosen.part);
      const half = measure(words, { size: fontPx }) / 2;
      const x = scale.x(timeMin);
      if (x - half < free) continue;
      free = x + half + ROOM_PX / 2;
      ticks.push({ timeMin, x, words, isMajor: isMidnight });
      if (ticks.length >= MOST_TICKS) return ticks;
    }
  }
  return ticks;
}

function minutesIn(segment: ScaleSegment): number {
  return Math.max(1, segment.endMin - segment.startMin);
}

function stepMinutes(step: Step): number {
  return 'minutes' in step ? step.minutes : step.months * 30.4 * DAY;
}

function widest(step: Step, measure: Measure, fontPx: number): number {
  return measure(timeWords(28_400_000, step.part), { size: fontPx }) + ROOM_PX;
}

function roundTimes(segment: ScaleSegment, step: Step): number[] {
  const times: number[] = [];
  if ('minutes' in step) {
    // 5 January 1970 was a Monday: weeks start there.
    const phase = step.minutes % (7 * DAY) === 0 ? 4 * DAY : 0;
    let time = Math.ceil((segment.startMin - phase) / step.minutes) * step.minutes + phase;
    for (; time <= segment.endMin && times.length < MOST_TICKS; time += step.minutes)
      times.push(time);
    return times;
  }
  const start = new Date(segment.startMin * 60_000);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  let count = Math.floor(month / step.months) * step.months;
  for (; times.length < MOST_TICKS; count += step.months) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(count / 12), ((count % 12) + 12) % 12, 1);
    const time = date.getTime() / 60_000;
    if (!(time <= segment.endMin)) return times;
    if (time >= segment.startMin) times.push(time);
  }
  return times;
}
