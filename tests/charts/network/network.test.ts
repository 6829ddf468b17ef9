import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownCounts } from '../../../src/charts/network/counts.ts';
import { findCommenters } from '../../../src/charts/network/find.ts';
import { graphLayout, type GraphLook } from '../../../src/charts/network/graph.layout.ts';
import { graphPlan } from '../../../src/charts/network/graph-plan.ts';
import { mainLines } from '../../../src/charts/network/main-lines.ts';
import { matrixLayout } from '../../../src/charts/network/matrix.layout.ts';
import {
  edgesAt,
  stepNetwork,
  type NetworkFocus,
} from '../../../src/charts/network/network-order.ts';
import { commentersTable, pairsTable } from '../../../src/charts/network/network-tables.ts';
import { networkFinding, networkWords } from '../../../src/charts/network/network-words.ts';
import type { Network } from '../../../src/core/results.ts';
import { estimateWidth } from '../../../src/core/scene/measure.ts';
import { generated } from '../fixtures/generated.ts';
import { sampleNetwork } from '../fixtures/sample.ts';
import { badNumbers, pointsOutside, textBoxes, textOverlaps } from '../fixtures/scene-checks.ts';

function lookOf(network: Network, patch: Partial<GraphLook> = {}): GraphLook {
  return {
    shown: shownCounts(network, null),
    selectedEdge: null,
    selectedCommenters: [],
    found: null,
    title: 'A finding',
    direction: 'ltr',
    ...patch,
  };
}

function graph(network: Network, width = 540, height = 400, patch: Partial<GraphLook> = {}) {
  const plan = graphPlan(network, { width, height, measure: estimateWidth });
  return { plan, ...graphLayout(network, plan, lookOf(network, patch)) };
}

const SIZES = [
  [300, 260],
  [540, 400],
  [1400, 900],
] as const;
const CROWDS = [
  [0, 0],
  [1, 1],
  [1, 30],
  [2, 30],
  [30, 300],
  [500, 1500],
] as const;

describe('the graph', () => {
  it.each(CROWDS)('stands %i commenters with %i comments', (commenters, comments) => {
    const { network } = generated(commenters * 7 + comments, commenters, comments);
    for (const [width, height] of SIZES) {
      const { plan, scene, targets } = graph(network, width, height);
      expect(textOverlaps(scene)).toEqual([]);
      expect(badNumbers(scene)).toEqual([]);
      expect(targets).toHaveLength(network.commenters.length + plan.lines);
      const all = new Set(network.commenters.keys());
      const found = graph(network, width, height, { found: all });
      expect(found.targets).toHaveLength(network.commenters.length + network.edges.length);
      for (const { box } of textBoxes(scene)) {
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
      }
    }
  });

  it('keeps texts apart and circles inside for any network', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 240, max: 1500 }),
        fc.integer({ min: 200, max: 900 }),
        (seed, commenters, width, height) => {
          const { scene, plan } = graph(generated(seed, commenters, 150).network, width, height);
          expect(textOverlaps(scene)).toEqual([]);
          expect(badNumbers(scene)).toEqual([]);
          for (const { x, y, r } of plan.places) {
            expect(Math.min(x - r, y - r, width - x - r, height - y - r)).toBeGreaterThanOrEqual(
              -r,
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('draws the strongest line of everybody in a crowd, and no more than can be followed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 2, max: 80 }),
        (seed, size) => {
          const { commenters, edges } = generated(seed, size, 400).network;
          const isMain = mainLines(edges, commenters.length);
          const lines = isMain.filter(Boolean).length;
          expect(lines).toBeLessThanOrEqual(Math.max(60, Math.round(commenters.length * 1.5)));
          expect(lines).toBeGreaterThanOrEqual(Math.min(edges.length, 60));
          for (const at of commenters.keys()) {
            const first = edges.findIndex(({ from, to }) => from === at || to === at);
            expect(first < 0 || isMain[first]).toBe(true);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('draws every line of the one the keyboard is at', () => {
    const { network } = generated(337, 30, 300);
    const { targets } = graph(network, 540, 400, { near: 0 });
    const drawn = new Set(targets.map(({ id }) => id));
    expect(edgesAt(network, 0).length).toBeGreaterThan(3);
    for (const edge of edgesAt(network, 0)) expect(drawn.has(`edge:${edge}`)).toBe(true);
  });

  it('stays put when filters change', () => {
    const [all, some] = [graph(sampleNetwork()), graph(sampleNetwork((row) => row % 3 === 0))];
    expect(some.plan).toEqual(all.plan);
    expect(some.targets).toEqual(all.targets);
  });

  it('draws area in proportion to comments, dashes guesses, and turns what is left out grey', () => {
    const network = sampleNetwork((row) => row < 19);
    const { scene, plan } = graph(network);
    const [mystic, humble] = [plan.places[0]!, plan.places[6]!];
    expect((mystic.r / humble.r) ** 2).toBeCloseTo(11, 5);
    const line = (from: string, to: string) => {
      const index = network.edges.findIndex((edge) => edge.fromKey === from && edge.toKey === to);
      return scene.marks.find((mark) => mark.id === `edge:${index}`);
    };
    expect(line('gigahabib', 'Mystic')).toMatchObject({ dash: [5, 4], stroke: 'hue-3' });
    expect(line('the_roar', 'humble')?.dash).toBeUndefined();
    expect(line('ArabDemocrat.com', 'Mystic')).toMatchObject({ stroke: 'grey-line' });
    const nameless = scene.marks.find((mark) => mark.id === 'commenter:2');
    expect(nameless).toMatchObject({ dash: [3, 3], fill: 'panel' });
    const label = scene.marks.find((mark) => mark.kind === 'text' && mark.italic);
    expect(label).toMatchObject({ text: '[no name] · 1 to 7 people' });
  });

  it('bends the two directions of a pair to different sides', () => {
    const network = sampleNetwork();
    const { plan } = graph(network);
    const there = network.edges.findIndex((edge) => edge.from === 0 && edge.to === 1);
    const back = network.edges.findIndex((edge) => edge.from === 1 && edge.to === 0);
    const [a, b] = [plan.curves[there]!.control, plan.curves[back]!.control];
    expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(20);
  });

  it('follows running counts while the brush moves', () => {
    const network = sampleNetwork();
    const live = {
      commenterShown: new Uint32Array(network.commenters.length),
      edgeShown: new Uint32Array(network.edges.length).fill(1),
    };
    const shown = shownCounts(network, live);
    expect(shown.edges.every((edge) => edge.high === 1 && edge.low <= 1)).toBe(true);
    expect(shown.commenters.every((count) => count === 0)).toBe(true);
  });
});

describe('the matrix', () => {
  it.each(CROWDS)('stands %i commenters with %i comments', (commenters, comments) => {
    const { network } = generated(commenters + comments, commenters, comments);
    for (const [width, height] of SIZES) {
      for (const direction of ['ltr', 'rtl'] as const) {
        const picture = matrixLayout(network, lookOf(network, { direction }), {
          width,
          height,
          measure: estimateWidth,
        });
        expect(textOverlaps(picture.scene)).toEqual([]);
        expect(badNumbers(picture.scene)).toEqual([]);
        expect(pointsOutside(picture.scene)).toEqual([]);
        expect(picture.drawn).toBeLessThanOrEqual(40);
      }
    }
  });

  it('writes into each cell the count of its replies', () => {
    const network = sampleNetwork();
    const { scene } = matrixLayout(network, lookOf(network), {
      width: 600,
      height: 500,
      measure: estimateWidth,
    });
    const texts = scene.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts.filter((text) => text === '5')).toHaveLength(1);
    expect(texts.filter((text) => text === '3–5')).toHaveLength(1);
  });
});

describe('its twin and words', () => {
  it('hold the same numbers as the picture', () => {
    const network = sampleNetwork((row) => row % 2 === 0);
    const shown = shownCounts(network, null);
    const pairs = pairsTable(network, shown);
    expect(pairs.rows).toHaveLength(network.edges.length);
    const given = commentersTable(network, shown).rows.reduce(
      (sum, row) => sum + Number(row[4]),
      0,
    );
    expect(given).toBe(network.edges.reduce((sum, edge) => sum + edge.shown.high, 0));
  });

  it('say who answers whom most', () => {
    const bare = (text: string): string => text.replace(/[\u2068\u2069]/g, '');
    const network = sampleNetwork();
    const shown = shownCounts(network, null);
    expect(bare(networkFinding(network, shown, false))).toBe(
      '21 to 27 replies between commenters; most between ArabDemocrat.com and Mystic',
    );
    const cut = { ...network, leftOut: { commenters: 0, edges: 3 } };
    expect(bare(networkFinding(cut, shown, false))).toBe(
      '21 to 27 replies between commenters in the strongest pairs; most between ArabDemocrat.com and Mystic',
    );
    const none = sampleNetwork(() => false);
    expect(networkFinding(none, shownCounts(none, null), true)).toBe(
      'No reply between commenters in this view',
    );
    expect(bare(networkWords(network, shown)('commenter:2')!.heading)).toBe(
      '[no name] · 1 to 7 people',
    );
    expect(networkWords(network, shown)('edge:999')).toBeNull();
  });
});

describe('moving about', () => {
  const network = sampleNetwork();

  it('reaches every commenter sideways and every line of one up and down', () => {
    let focus: NetworkFocus | null = null;
    const seen = new Set<number>();
    for (let i = 0; i < network.commenters.length; i++) {
      focus = stepNetwork(network, focus, 'ArrowRight', 'ltr');
      seen.add(focus!.commenter);
    }
    expect(seen.size).toBe(network.commenters.length);
    focus = stepNetwork(network, null, 'Home', 'ltr');
    const edges = new Set<number | null>();
    for (let i = 0; i < 20; i++) {
      focus = stepNetwork(network, focus, 'ArrowDown', 'ltr');
      edges.add(focus!.edge);
    }
    expect([...edges]).toEqual(edgesAt(network, 0));
    expect(stepNetwork(network, null, 'a', 'ltr')).toBeNull();
  });

  it('finds people by what their name holds, beginnings first', () => {
    const names = (text: string) =>
      findCommenters(network, text)?.map((i) => network.commenters[i]!.name);
    expect(names('MOW')).toEqual(['_mowaten_']);
    expect(names('m')).toEqual(['Mystic', null, 'ArabDemocrat.com', '_mowaten_', 'humble']);
    expect(names('no name')).toEqual([null]);
    expect(names('  ')).toBeUndefined();
    expect(names('zzz')).toEqual([]);
  });
});
