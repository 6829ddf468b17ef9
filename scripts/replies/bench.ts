/**
 * Every row of the figures table that the public sets allow: npm run bench:replies [-- --data FOLDER].
 * Simple baselines are in baselines.ts. Intervals: 95 %, 1,000 resamples of threads (chat: logs).
 */
import { SHIPPED, type Layout } from '../../src/core/replies/model.ts';
import { benchCaptures } from './bench-captures.ts';
import { benchKeptOut } from './bench-kept-out.ts';
import { loadSet, type GoldPage } from './data.ts';
import { bestBaseline, calibrationError, crossValidate, evaluate } from './evaluate.ts';
import { prepare } from './fit-model.ts';
import { interval, SCORES, sumCounts } from './metrics.ts';
import { reorder, type SimulatedOrder } from './orders.ts';

const L2 = 8;
const IN_DOMAIN_L2 = L2;

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
    const [alone] = orders.length > 1 ? crossValidate(tests.slice(0, 1), layout, IN_DOMAIN_L2) : [];
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
      if (at === 0 && alone) {
        row([
          '↳ the same, trained on this order alone, as the prototype was',
          '–',
          '–',
          prototype,
          interval(alone.counts, SCORES.parent),
          goal,
        ]);
      }
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

row(['test', 'best simple baseline', 'published', 'prototype', 'ours [95 %]', 'goal']);
row(['---', '---', '---', '---', '---', '---']);
benchCaptures(row);
benchChat();
benchPages();
benchKeptOut(row, L2);
