/**
 * Every row of the figures table that the public sets allow: npm run bench:replies [-- --data FOLDER].
 * Simple baselines are in baselines.ts. Intervals: 95 %, 1,000 resamples of threads (chat: logs).
 */
import { SHIPPED, type Layout } from '../../src/core/replies/model.ts';
import { benchCaptures } from './bench-captures.ts';
import { loadSet, type GoldPage } from './data.ts';
import {
  baselineCounts,
  bestBaseline,
  calibrationError,
  crossValidate,
  evaluate,
} from './evaluate.ts';
import { augmented, fitLayout, prepare } from './fit-model.ts';
import { SCORES, sumCounts, withInterval, type Counts, type Score } from './metrics.ts';
import { reorder, type SimulatedOrder } from './orders.ts';
import { chatPages } from './transfer-pages.ts';

const L2 = 8;
const IN_DOMAIN_L2 = L2;
const PLAIN = 'step back: top, else last other author in the block';

function interval(counts: readonly Counts[], score: Score): string {
  const { value, low, high } = withInterval(counts, score);
  return `${value.toFixed(3)} [${low.toFixed(3)}–${high.toFixed(3)}]`;
}

function row(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

function benchChat(): void {
  const pages = prepare(loadSet('irc_ubuntu_test'));
  const ours = evaluate(pages, 'chat', SHIPPED.chat, false);
  const links = bestBaseline(pages, SCORES.links);
  const edges = bestBaseline(pages, SCORES.edges);
  row([
    'Ubuntu IRC test, links F',
    `${SCORES.links(sumCounts(links.counts)).toFixed(3)} (${links.name})`,
    'linear .635 · neural .723 · ensemble .735',
    '.690',
    interval(ours.counts, SCORES.links),
    '≥ .70',
  ]);
  row([
    'the same, author-edge F1',
    `${SCORES.edges(sumCounts(edges.counts)).toFixed(3)} (${edges.name})`,
    '–',
    '.853',
    interval(ours.counts, SCORES.edges),
    '≥ .87',
  ]);
  row([
    'the same, calibration error',
    '–',
    '–',
    '–',
    calibrationError(ours.calibration).toFixed(3),
    '≤ .03',
  ]);
}

interface PageRow {
  set: string;
  order: SimulatedOrder;
  layout: Layout;
  train: readonly SimulatedOrder[];
  prototype: string;
  goal: string;
}

const TWO: readonly SimulatedOrder[] = ['two-level', 'two-level-shuffled'];
const DEEP: readonly SimulatedOrder[] = ['nested', 'nested-shuffled'];
const FLAT: readonly SimulatedOrder[] = ['chronological'];

function pageRow(
  set: string,
  order: SimulatedOrder,
  layout: Layout,
  train: readonly SimulatedOrder[],
  prototype = '–',
  goal = '–',
): PageRow {
  return { set, order, layout, train, prototype, goal };
}

const PAGE_ROWS: readonly PageRow[] = [
  pageRow('wikitalk', 'two-level-shuffled', 'one-level', TWO, '.798', '≥ .82'),
  pageRow('delving', 'two-level-shuffled', 'one-level', TWO, '.896', '≥ .90'),
  pageRow('wikitalk', 'two-level', 'one-level', TWO),
  pageRow('delving', 'two-level', 'one-level', TWO),
  pageRow('wikitalk', 'nested-shuffled', 'nested', DEEP, '.827', '≥ .84'),
  pageRow('delving', 'nested-shuffled', 'nested', DEEP, '.889', '≥ .90'),
  pageRow('wikitalk', 'chronological', 'chronological', FLAT, '.710', '≥ .73'),
  pageRow('delving', 'chronological', 'chronological', FLAT, '.760', '≥ .77'),
];

const ordered = (set: string, order: SimulatedOrder): GoldPage[] =>
  loadSet(set).map((page) => reorder(page, order));

function benchPages(): void {
  for (const { set, order, layout, train, prototype, goal } of PAGE_ROWS) {
    const test = ordered(set, order);
    const ours = crossValidate(
      train.map((one) => ordered(set, one)),
      test,
      layout,
      IN_DOMAIN_L2,
    );
    const pages = prepare(test);
    const best = bestBaseline(pages, SCORES.parent);
    const baseline = SCORES.parent(sumCounts(best.counts)).toFixed(3);
    row([
      `${set}, ${order}, parent`,
      `${baseline} (${best.name})`,
      '–',
      prototype,
      interval(ours.counts, SCORES.parent),
      goal,
    ]);
    const sum = sumCounts(ours.counts);
    row([
      '↳ addressee · strong precision @ coverage · calibration error',
      '–',
      '–',
      '–',
      `${SCORES.addressee(sum).toFixed(3)} · ${SCORES.strong(sum).toFixed(3)} @ ${SCORES.coverage(sum).toFixed(2)} · ${calibrationError(ours.calibration).toFixed(3)}`,
      '– · ≥ .95 @ ≥ .5 · ≤ .03',
    ]);
  }
}

type Family = Record<'train' | 'test', (order: SimulatedOrder) => GoldPage[]>;

const FAMILIES: Record<string, Family> = {
  wikitalk: {
    train: (order) => ordered('wikitalk', order),
    test: (order) => ordered('wikitalk', order),
  },
  delving: {
    train: (order) => ordered('delving', order),
    test: (order) => ordered('delving', order),
  },
  chat: {
    train: (order) => chatPages('irc_ubuntu_train', 16).map((page) => reorder(page, order)),
    test: (order) => chatPages('irc_ubuntu_dev', 1).map((page) => reorder(page, order)),
  },
};

function benchTransfer(): void {
  const kinds: [SimulatedOrder, Layout][] = [
    ['two-level-shuffled', 'one-level'],
    ['two-level', 'one-level'],
    ['chronological', 'chronological'],
  ];
  for (const [order, layout] of kinds) {
    for (const [name, family] of Object.entries(FAMILIES)) {
      const others = Object.entries(FAMILIES).filter(([one]) => one !== name);
      const model = fitLayout(
        others.flatMap(([, one]) => augmented(one.train(order))),
        layout,
        L2,
      );
      const pages = prepare(family.test(order));
      const ours = evaluate(pages, layout, model, true);
      const plain = SCORES.parent(sumCounts(baselineCounts(pages, PLAIN)));
      const best = bestBaseline(pages, SCORES.parent);
      const sum = sumCounts(ours.counts);
      row([
        `transfer to ${name}, ${order}, parent`,
        `${plain.toFixed(3)} (plain); ${SCORES.parent(sumCounts(best.counts)).toFixed(3)} (${best.name})`,
        '–',
        '–',
        `${interval(ours.counts, SCORES.parent)}; strong ${SCORES.strong(sum).toFixed(3)} @ ${SCORES.coverage(sum).toFixed(2)}; calibration error ${calibrationError(ours.calibration).toFixed(3)}`,
        '≥ plain',
      ]);
    }
  }
}

row(['test', 'best simple baseline', 'published', 'prototype', 'ours [95 %]', 'goal']);
row(['---', '---', '---', '---', '---', '---']);
benchCaptures(row);
benchChat();
benchPages();
benchTransfer();
