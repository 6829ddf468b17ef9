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
  layout: Layout;
  /** Orders trained on together, each with the prototype's figure and the goal. */
  orders: readonly (readonly [order: SimulatedOrder, prototype: string, goal: string])[];
}

const PAGE_ROWS: readonly PageRow[] = [
  {
    set: 'wikitalk',
    layout: 'one-level',
    orders: [
      ['two-level-shuffled', '.798', '≥ .82'],
      ['two-level', '–', '–'],
    ],
  },
  {
    set: 'delving',
    layout: 'one-level',
    orders: [
      ['two-level-shuffled', '.896', '≥ .90'],
      ['two-level', '–', '–'],
    ],
  },
  {
    set: 'wikitalk',
    layout: 'nested',
    orders: [
      ['nested-shuffled', '.827', '≥ .84'],
      ['nested', '–', '–'],
    ],
  },
  {
    set: 'delving',
    layout: 'nested',
    orders: [
      ['nested-shuffled', '.889', '≥ .90'],
      ['nested', '–', '–'],
    ],
  },
  { set: 'wikitalk', layout: 'chronological', orders: [['chronological', '.710', '≥ .73']] },
  { set: 'delving', layout: 'chronological', orders: [['chronological', '.760', '≥ .77']] },
];

const ordered = (set: string, order: SimulatedOrder): GoldPage[] =>
  loadSet(set).map((page) => reorder(page, order));

function benchPages(): void {
  for (const { set, layout, orders } of PAGE_ROWS) {
    const tests = orders.map(([order]) => ordered(set, order));
    const evaluations = crossValidate(tests, layout, IN_DOMAIN_L2);
    orders.forEach(([order, prototype, goal], at) => {
      const best = bestBaseline(prepare(tests[at]!), SCORES.parent);
      const { counts, calibration } = evaluations[at]!;
      const sum = sumCounts(counts);
      row([
        `${set}, ${order}, parent`,
        `${SCORES.parent(sumCounts(best.counts)).toFixed(3)} (${best.name})`,
        '–',
        prototype,
        interval(counts, SCORES.parent),
        goal,
      ]);
      row([
        '↳ addressee · strong precision @ coverage · calibration error',
        '–',
        '–',
        '–',
        `${SCORES.addressee(sum).toFixed(3)} · ${SCORES.strong(sum).toFixed(3)} @ ${SCORES.coverage(sum).toFixed(2)} · ${calibrationError(calibration).toFixed(3)}`,
        '– · ≥ .95 @ ≥ .5 · ≤ .03',
      ]);
    });
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
    ['nested-shuffled', 'nested'],
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
