import { scaleLinear, scaleSymlog } from 'd3';
import { durationWords } from './words.ts';

export interface ElapsedScale {
  x: (elapsedMin: number) => number;
  ticks: { x: number; words: string; elapsedMin: number }[];
  isStretched: boolean;
}

const ROUND_MIN = [
  1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160, 43_830, 87_660, 262_980,
  525_960, 1_051_920, 2_629_800, 5_259_600,
];
const STRETCH_FROM = 12;

/**
 * Time since the first comment. Linear, unless a few late comments would press the rest into a corner
 * (the longest is over 12 times what nine in ten take): then the early part is stretched.
 */
export function elapsedScale(
  elapsed: readonly number[],
  x0: number,
  x1: number,
  tickPx: number,
): ElapsedScale {
  const sorted = elapsed.filter((value) => Number.isFinite(value) && value >= 0);
  sorted.sort((a, b) => a - b);
  const most = Math.max(1, sorted.at(-1) ?? 1);
  const usual = Math.max(1, sorted[Math.floor((sorted.length - 1) * 0.9)] ?? 1);
  const isStretched = most / usual > STRETCH_FROM;
  const scale = isStretched
    ? scaleSymlog([0, most], [x0, x1]).constant(Math.max(1, usual / 20))
    : scaleLinear([0, most], [x0, x1]);
  const x = (value: number): number => scale(Math.min(most, Math.max(0, value)));
  return {
    x,
    isStretched,
    ticks: isStretched ? stretchedTicks(x, most, tickPx) : evenTicks(x, most, tickPx),
  };
}

function tickAt(x: (value: number) => number, elapsedMin: number): ElapsedScale['ticks'][number] {
  return { x: x(elapsedMin), words: elapsedMin === 0 ? '0' : shortWords(elapsedMin), elapsedMin };
}

function shortWords(minutes: number): string {
  if (minutes < 1440 && minutes % 60 === 0) return `${minutes / 60} h`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 1440)
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
  if (minutes % 1440 === 0 && minutes < 43_830) return `${minutes / 1440} d`;
  return durationWords(minutes, 'short');
}

function evenTicks(x: (value: number) => number, most: number, tickPx: number) {
  const perMinute = (x(most) - x(0)) / most;
  const step =
    ROUND_MIN.find((minutes) => minutes * perMinute >= tickPx) ?? Math.max(1, Math.ceil(most));
  const count = Math.min(200, Math.floor(most / step));
  return Array.from({ length: count + 1 }, (_, i) => tickAt(x, i * step));
}

function stretchedTicks(x: (value: number) => number, most: number, tickPx: number) {
  const ticks = [tickAt(x, 0)];
  for (const minutes of ROUND_MIN) {
    const last = ticks.at(-1);
    if (minutes <= most && last && x(minutes) - last.x >= tickPx) ticks.push(tickAt(x, minutes));
  }
  return ticks;
}
