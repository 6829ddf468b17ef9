/**
 * Where commenters stand in the panel. Their places come from the engine in −1…1 and are stretched to
 * fill the panel, in a crowd half by place and half by rank, so that a dense middle gets more room than
 * the few far outside; then those too near are pushed apart. Sizes come from all comments, not from the
 * view's, so that nothing moves when filters change. Cost: O(n²) a round for n ≤ 400, none beyond.
 */
import type { NetworkCommenter } from '../../core/results.ts';
import type { Box } from '../../core/scene/labels.ts';

export interface Place {
  x: number;
  y: number;
  /** Area ∝ comments; never under 4 px (3 in a crowd). */
  r: number;
}

const MOST_R_PX = 26;
const ROUNDS = 60;
const PUSHED = 400;
const LABEL_ROOM_PX = 20;
const CROWD = 20;
/** How much the rank counts against the place itself, in a crowd. */
const RANK_SHARE = 0.5;

/** Radius of `comments` when `most` comments get `mostR`. */
export function radiusOf(comments: number, most: number, mostR: number, least: number): number {
  return Math.max(least, mostR * Math.sqrt(Math.max(0, comments) / Math.max(1, most)));
}

/** Radius of the largest circle: a fixed share of the panel's ink, at most 26 px. */
export function mostRadius(commenters: readonly NetworkCommenter[], box: Box): number {
  const most = commenters.reduce((top, each) => Math.max(top, each.comments), 1);
  const total = commenters.reduce((sum, each) => sum + each.comments, 0);
  const share = Math.sqrt((0.07 * box.width * box.height * most) / Math.max(1, total) / Math.PI);
  return Math.max(5, Math.min(MOST_R_PX, Math.min(box.width, box.height) * 0.1, share));
}

export function placeCommenters(commenters: readonly NetworkCommenter[], box: Box): Place[] {
  const most = commenters.reduce((top, each) => Math.max(top, each.comments), 1);
  const mostR = mostRadius(commenters, box);
  const least = commenters.length > 150 ? 3 : 4;
  const spanX = spanOf(commenters.map((each) => each.x));
  const spanY = spanOf(commenters.map((each) => each.y));
  const places = commenters.map((each) => ({
    x: box.x + spanX(each.x) * box.width,
    y: box.y + spanY(each.y) * box.height,
    r: radiusOf(each.comments, most, mostR, least),
  }));
  if (places.length <= PUSHED) pushApart(places, box);
  return places;
}

/** Share of the way from the lowest to the highest value; by place alone, or partly by rank. */
function spanOf(values: readonly number[]): (value: number) => number {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  if (high <= low) return () => 0.5;
  const ranks = new Map(sorted.map((value, rank) => [value, rank / (sorted.length - 1)] as const));
  const share = sorted.length > CROWD ? RANK_SHARE : 0;
  return (value) => {
    if (!Number.isFinite(value)) return 0.5;
    return ((value - low) / (high - low)) * (1 - share) + (ranks.get(value) ?? 0.5) * share;
  };
}

function pushApart(places: Place[], box: Box): void {
  for (let round = 0; round < ROUNDS; round++) {
    let hasMoved = false;
    for (let i = 0; i < places.length; i++) {
      const a = places[i];
      for (let j = i + 1; a && j < places.length; j++) {
        const b = places[j];
        if (b && pushPair(a, b, i - j)) hasMoved = true;
      }
    }
    for (const place of places) {
      place.x = Math.min(box.x + box.width, Math.max(box.x, place.x));
      place.y = Math.min(box.y + box.height, Math.max(box.y, place.y));
    }
    if (!hasMoved) return;
  }
}

function pushPair(a: Place, b: Place, tieBreak: number): boolean {
  const wish = a.r + b.r + LABEL_ROOM_PX;
  let dx = b.x - a.x;
  let dy = b.y - a.y;
  if (Math.abs(dx) >= wish || Math.abs(dy) >= wish) return false;
  if (dx === 0 && dy === 0) [dx, dy] = [Math.cos(tieBreak), Math.sin(tieBreak)];
  const distance = Math.hypot(dx, dy);
  if (distance >= wish) return false;
  const shift = (wish - distance) / 2 / distance;
  a.x -= dx * shift;
  a.y -= dy * shift;
  b.x += dx * shift;
  b.y += dy * shift;
  return true;
}
