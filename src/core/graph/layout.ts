/**
 * Places of commenters by d3-force with a seeded source of chance: the same graph gives the same
 * picture. Heavier reply ties pull closer; a weak pull to the middle keeps loose ones in sight.
 * Known places are starting points, so a growing graph moves as little as it can.
 */
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3';

export interface LayoutLink {
  /** Positions in the list of commenters. */
  from: number;
  to: number;
  weight: number;
}

export type Place = readonly [x: number, y: number];

type Body = SimulationNodeDatum & { index: number };

/** x, y in −1…1 of each commenter; `known` places (same length, null = new) are kept as a start. */
export function layoutNetwork(
  count: number,
  links: readonly LayoutLink[],
  known: readonly (Place | null)[] = [],
): Place[] {
  if (count === 0) return [];
  const bodies: Body[] = Array.from({ length: count }, (_, index) => {
    const place = known[index];
    return place ? { index, x: place[0] * 100, y: place[1] * 100 } : { index };
  });
  const ties: SimulationLinkDatum<Body>[] = links
    .filter(({ from, to }) => from !== to)
    .map(({ from, to }) => ({ source: from, target: to }));
  const weights = links.filter(({ from, to }) => from !== to).map(({ weight }) => weight);
  const isWarm = bodies.every(({ x }) => x !== undefined);
  const simulation = forceSimulation(bodies)
    .randomSource(seededChance(7))
    .force(
      'tie',
      forceLink<Body, SimulationLinkDatum<Body>>(ties)
        .distance(40)
        .strength((_, i) => 0.25 * (1 - Math.exp(-(weights[i] ?? 1) / 3)) + 0.05),
    )
    .force('charge', forceManyBody<Body>().strength(-120).distanceMax(400))
    .force('apart', forceCollide<Body>(9))
    .force('x', forceX<Body>(0).strength(0.07))
    .force('y', forceY<Body>(0).strength(0.07))
    .alpha(isWarm ? 0.2 : 1)
    .stop();
  simulation.tick(isWarm ? 60 : 300);
  return fit(bodies);
}

/** Linear congruential numbers in 0…1, the same on every machine. */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function fit(bodies: readonly Body[]): Place[] {
  const xs = bodies.map(({ x }) => x ?? 0);
  const ys = bodies.map(({ y }) => y ?? 0);
  return bodies.map(({ x, y }) => [scale(x ?? 0, xs), scale(y ?? 0, ys)] as const);
}

function scale(value: number, all: readonly number[]): number {
  const low = Math.min(...all);
  const high = Math.max(...all);
  return high - low < 1e-9 ? 0 : ((value - low) / (high - low)) * 2 - 1;
}
