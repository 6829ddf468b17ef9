/**
 * Everything of the graph that depends on the corpus and the panel alone: places, curves, where names
 * and weights go. Filters change only what is painted on it, so nothing jumps.
 */
import type { Network, NetworkCommenter, NetworkEdge } from '../../core/results.ts';
import { placeLabels, type Box, type LabelRequest } from '../../core/scene/labels.ts';
import { directionOf, fitText, type Measure } from '../../core/scene/text.ts';
import type { Direction } from '../../core/scene/mark.ts';
import { commenterLabel, peopleWords } from '../names.ts';
import { curveBetween, pointAt, selfCurve, type Curve } from './curves.ts';
import { mainLines } from './main-lines.ts';
import { mostRadius, placeCommenters, type Place } from './places.ts';
import { rangeWords } from './counts.ts';

export interface PlacedLabel {
  text: string;
  full: string;
  x: number;
  /** Baseline. */
  y: number;
  width: number;
  direction: Direction;
}

export interface GraphPlan {
  width: number;
  height: number;
  places: Place[];
  mostR: number;
  mostComments: number;
  curves: Curve[];
  /** Whether a line is drawn before it is asked for; parallel to `curves`. */
  isMain: boolean[];
  /** How many of them are. */
  lines: number;
  /** Null = no free place for this one. */
  labels: (PlacedLabel | null)[];
  /** Middle of each edge's weight; null = not free. */
  weights: ({ x: number; y: number } | null)[];
}

export const LABEL_PX = 12;
export const WEIGHT_PX = 11;
const LINE_PX = 15;
const LONGEST_PX = 170;
const CAREFUL = 120;
/** Edges come strongest first; the weights of the weaker ones would only hide the picture. */
const MOST_WEIGHTS = 40;
const WEIGHT_AT = [0.5, 0.42, 0.58, 0.34, 0.66];

export function graphPlan(
  network: Network,
  size: { width: number; height: number; measure: Measure },
): GraphPlan {
  const { width, height, measure } = size;
  const { commenters, edges } = network;
  const panel: Box = { x: 2, y: 2, width: Math.max(1, width - 4), height: Math.max(1, height - 4) };
  const sideX = Math.min(64, width * 0.14);
  const inner: Box = {
    x: sideX,
    y: Math.min(30, height * 0.1),
    width: Math.max(1, width - 2 * sideX),
    height: Math.max(1, height - Math.min(30, height * 0.1) - Math.min(46, height * 0.16)),
  };
  const places = placeCommenters(commenters, inner);
  const isMain = mainLines(edges, commenters.length);
  const isCareful = commenters.length <= CAREFUL;
  const curves = edges.map((edge, index) => curveOf(edge, places, isCareful && isMain[index]));
  const drawn = curves.filter((_, index) => isMain[index]);
  const circles = places.map(({ x, y, r }) => ({
    x: x - r,
    y: y - r,
    width: 2 * r,
    height: 2 * r,
  }));
  const labels = nameLabels(commenters, places, drawn, { panel, circles, measure });
  const boxes = labels.flatMap((label) => (label ? [boxOf(label)] : []));
  return {
    width,
    height,
    places,
    mostR: mostRadius(commenters, inner),
    mostComments: commenters.reduce((top, each) => Math.max(top, each.comments), 1),
    curves,
    isMain,
    lines: drawn.length,
    labels,
    weights: weightPlaces(edges, { curves, isMain }, panel, [...circles, ...boxes], measure),
  };
}

function curveOf(edge: NetworkEdge, places: readonly Place[], isCareful = false): Curve {
  const from = places[edge.from] ?? { x: 0, y: 0, r: 0 };
  const to = places[edge.to] ?? { x: 0, y: 0, r: 0 };
  if (edge.from === edge.to) return selfCurve(from);
  return curveBetween(from, to, edge.isReciprocal, isCareful ? places : []);
}

function boxOf(label: PlacedLabel): Box {
  return { x: label.x - label.width / 2, y: label.y - 11, width: label.width, height: LINE_PX };
}

/** The words under a circle: a nameless one says how many people it may be. */
export function nodeWords(commenter: NetworkCommenter): string {
  const people = commenter.name === null ? peopleWords(commenter.people) : '';
  const name = commenterLabel(commenter.name);
  return people === '' ? name : `${name} · ${people}`;
}

function nameLabels(
  commenters: readonly NetworkCommenter[],
  places: readonly Place[],
  curves: readonly Curve[],
  room: { panel: Box; circles: Box[]; measure: Measure },
): (PlacedLabel | null)[] {
  const points = commenters.length <= CAREFUL ? curves.flatMap((curve) => curve.points) : [];
  const candidates = commenters.map((commenter, index): PlacedLabel[] => {
    const place = places[index];
    if (!place) return [];
    const full = nodeWords(commenter);
    const style = { size: LABEL_PX, italic: commenter.name === null };
    const text = fitText(full, LONGEST_PX, style, room.measure);
    const width = room.measure(text, style) + 4;
    const { x, y, r } = place;
    const base = { text, full, width, direction: directionOf(text) };
    const left = room.panel.x + width / 2;
    const right = room.panel.x + room.panel.width - width / 2;
    const inside = Math.min(right, Math.max(left, x));
    const spots: PlacedLabel[] = [
      { ...base, x: inside, y: y + r + 14 },
      { ...base, x: inside, y: y - r - 6 },
      { ...base, x: x + r + 5 + width / 2, y: y + 4 },
      { ...base, x: x - r - 5 - width / 2, y: y + 4 },
      { ...base, x: x + r + width / 2, y: y + r + 10 },
      { ...base, x: x - r - width / 2, y: y + r + 10 },
    ];
    return text === '' ? [] : byCrossings(spots, points);
  });
  const requests = candidates.map((spots, index): LabelRequest => ({
    priority: commenters[index]?.comments ?? 0,
    places: spots.map(boxOf),
  }));
  return placeLabels(requests, room.panel, room.circles).map((choice, index) =>
    choice === null ? null : (candidates[index]?.[choice] ?? null),
  );
}

/** Places crossed by fewer lines first; equals keep their order. */
function byCrossings(
  spots: PlacedLabel[],
  points: readonly (readonly [number, number])[],
): PlacedLabel[] {
  const crossings = new Map(
    spots.map((spot) => {
      const { x, y, width, height } = boxOf(spot);
      let inside = 0;
      for (const point of points) {
        if (point[0] > x && point[0] < x + width && point[1] > y && point[1] < y + height) inside++;
      }
      return [spot, inside] as const;
    }),
  );
  return spots.sort((a, b) => (crossings.get(a) ?? 0) - (crossings.get(b) ?? 0));
}

function weightPlaces(
  edges: readonly NetworkEdge[],
  { curves, isMain }: Pick<GraphPlan, 'curves' | 'isMain'>,
  panel: Box,
  obstacles: readonly Box[],
  measure: Measure,
): GraphPlan['weights'] {
  const spots = curves.map((curve, index) => {
    if (index >= MOST_WEIGHTS || !isMain[index] || (edges[index]?.total.high ?? 0) < 2) return [];
    return WEIGHT_AT.map((t) => pointAt(curve, t));
  });
  const requests = spots.map((points, index): LabelRequest => {
    const total = edges[index]?.total ?? { stated: 0, low: 0, high: 0 };
    const width = measure(rangeWords(total), { size: WEIGHT_PX }) + 4;
    const places = points.map(([x, y]) => ({ x: x - width / 2, y: y - 7, width, height: 14 }));
    return { priority: total.high, places };
  });
  return placeLabels(requests, panel, obstacles).map((choice, index) => {
    const point = choice === null ? undefined : spots[index]?.[choice];
    return point ? { x: point[0], y: point[1] } : null;
  });
}
