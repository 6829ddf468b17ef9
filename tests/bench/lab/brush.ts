/**
 * Brushing the time, against crossfilter2 on the same columns: drag (a tenth of the span, small steps),
 * wide drag (six tenths), jump (anywhere). A move of the peer filters and then reads what the panels
 * show (histogram, top commenters, articles and reply pairs); ours looks the same groups up in the
 * brush index, as the page does. Two more rows are without the reading: the peer's filter alone, and
 * the worker's own exact count of every commenter and article after the move.
 */
import crossfilter from 'crossfilter2';
import { buildBrushIndex } from '../../../src/core/crossfilter/brush-index.ts';
import { lookUp } from '../../../src/core/crossfilter/brush.ts';
import { Crossfilter } from '../../../src/core/crossfilter/crossfilter.ts';
import { NO_FILTERS } from '../../../src/core/crossfilter/filters.ts';
import { topGroups } from '../../../src/core/crossfilter/top.ts';
import { addressees, buildPairs, countPairs, type Pairs } from '../../../src/core/graph/pairs.ts';
import { Chance } from '../../../src/core/generate/chance.ts';
import { makeBenchColumns, type MadeColumns } from './made-columns.ts';
import { median, percentile } from '../row.ts';

const EDGES = 1_200;
const TOP = 60;
const PAIRS = 600;

type Move = (fromMin: number, toMin: number) => void;
type Range = readonly [fromMin: number, toMin: number];

interface Subject {
  move: Move;
  setUpMs: number;
}

const timed = <T>(work: () => T): [T, number] => {
  const start = performance.now();
  const result = work();
  return [result, performance.now() - start];
};

function setUpPeer(
  { columns, replies }: MadeColumns,
  pairs: Pairs,
  bin: (t: number) => number,
): Peer {
  const rows = Array.from({ length: columns.count }, (_, row) => ({
    time: columns.time[row]!,
    commenter: columns.commenter[row]!,
    article: columns.article[row]!,
    pair: replies.probability[row]! >= 0.5 ? pairs.ofRow[row]! : -1,
  }));
  const [time, setUpMs] = timed(() => {
    const filter = crossfilter(rows);
    const byTime = filter.dimension(({ time }) => time);
    const bins = byTime.group(bin);
    const commenters = filter.dimension(({ commenter }) => commenter).group();
    const articles = filter.dimension(({ article }) => article).group();
    const replyPairs = filter.dimension(({ pair }) => pair).group();
    const read = (): unknown => [
      bins.all(),
      commenters.top(TOP),
      articles.top(TOP),
      replyPairs.top(PAIRS),
    ];
    return { byTime, read };
  });
  const move = (from: number, to: number): void => void time.byTime.filterRange([from, to]);
  const moveAndRead = (from: number, to: number): void => {
    move(from, to);
    time.read();
  };
  return { filter: move, look: { move: moveAndRead, setUpMs } };
}

interface Peer {
  filter: Move;
  look: Subject;
}

interface Ours {
  look: Subject;
  count: Subject;
  indexMs: number;
}

function setUpOurs(made: MadeColumns, pairs: Pairs): Ours {
  const sizes = { commenters: made.commenters, articles: made.articles };
  const [filter, setUpMs] = timed(() => new Crossfilter(made.columns, sizes));
  const { times } = filter;
  const low = times[0]!;
  const high = times.at(-1)! + 1;
  const strongest = topGroups(countPairs(pairs, made.replies, 0.5, null).high, PAIRS);
  const addressee = addressees(pairs, made.replies, 0.5);
  const request = {
    epoch: 1,
    edges: Float64Array.from({ length: EDGES }, (_, i) => low + ((high - low) * i) / (EDGES - 1)),
    commenters: topGroups(filter.byCommenter, TOP),
    articles: topGroups(filter.byArticle, TOP),
    pairs: Array.from(strongest, (pair) => ({ from: pairs.from[pair]!, to: pairs.to[pair]! })),
    addressee,
  };
  buildBrushIndex(filter, request);
  const [index, indexMs] = timed(() => buildBrushIndex(filter, request));
  return {
    look: { move: (from, to) => void lookUp(index, from, to), setUpMs: setUpMs + indexMs },
    count: { move: (fromMin, toMin) => filter.apply({ ...NO_FILTERS, fromMin, toMin }), setUpMs },
    indexMs,
  };
}

function ranges(kind: Kind, moves: number, low: number, span: number): Range[] {
  const chance = new Chance(9);
  const width = kind === 'drag' ? 0.1 : 0.6;
  return Array.from({ length: moves }, (_, i) => {
    if (kind === 'jump') {
      const ends = [chance.next(), chance.next()].sort((a, b) => a - b);
      return [low + ends[0]! * span, low + ends[1]! * span];
    }
    const start = ((1 - width) * i) / moves;
    return [low + start * span, low + (start + width) * span];
  });
}

/** Median over the runs of the 95th percentile of a move, ms; a look-up is timed in bundles. */
function p95(move: Move, steps: readonly Range[], runs: number, bundle = 1): number {
  const perRun = Array.from({ length: runs }, () => {
    move(...steps[0]!);
    const times = steps.map(([from, to]) => {
      const [, ms] = timed(() => {
        for (let i = 0; i < bundle; i++) move(from, to);
      });
      return ms / bundle;
    });
    return percentile(times, 0.95);
  });
  return median(perRun);
}

type Kind = 'drag' | 'wide drag' | 'jump';

export interface BrushFigures {
  moves: { kind: Kind; peer: number; ours: number; peerFilter: number; ourCount: number }[];
  setUp: { peer: number; ours: number; index: number };
}

const BUNDLE = 50;

export const brushTasks = {
  brush: ({
    comments,
    moves,
    runs,
  }: {
    comments: number;
    moves: number;
    runs: number;
  }): BrushFigures => {
    const made = makeBenchColumns(comments);
    const pairs = buildPairs(made.columns, made.replies);
    const low = made.columns.time.reduce((a, b) => Math.min(a, b), Infinity);
    const span = made.columns.time.reduce((a, b) => Math.max(a, b), -Infinity) - low + 1;
    const ours = setUpOurs(made, pairs);
    const peer = setUpPeer(made, pairs, (time) => Math.floor((time - low) / (span / 120)));
    return {
      moves: (['drag', 'wide drag', 'jump'] as const).map((kind) => {
        const steps = ranges(kind, moves, low, span);
        return {
          kind,
          peer: p95(peer.look.move, steps, runs),
          ours: p95(ours.look.move, steps, runs, BUNDLE),
          peerFilter: p95(peer.filter, steps, runs),
          ourCount: p95(ours.count.move, steps, runs),
        };
      }),
      setUp: { peer: peer.look.setUpMs, ours: ours.look.setUpMs, index: ours.indexMs },
    };
  },
};
