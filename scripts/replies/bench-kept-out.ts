import type { Layout, Models } from '../../src/core/replies/model.ts';
import { baselineCounts, bestBaseline, calibrationError, evaluate } from './evaluate.ts';
import { FAMILIES, LOSSES, testPages, type Family } from './families.ts';
import { prepare } from './fit-model.ts';
import { fitWithout, tryFamily, type Cell } from './kept-out.ts';
import { interval, SCORES, sumCounts } from './metrics.ts';
import { reorder, type SimulatedOrder } from './orders.ts';

type Row = (cells: readonly string[]) => void;

const PLAIN = 'step back: top, else last other author in the block';
const TOLD: readonly (readonly [SimulatedOrder, Layout])[] = [
  ['two-level-shuffled', 'one-level'],
  ['two-level', 'one-level'],
  ['nested-shuffled', 'nested'],
  ['nested', 'nested'],
  ['chronological', 'chronological'],
];

/** Rows of families kept out of training: told the layout, then unasked and with something lost. */
export function benchKeptOut(row: Row, l2: number): void {
  const cells = new Map<string, Cell[]>(Object.keys(LOSSES).map((loss) => [loss, []]));
  for (const family of FAMILIES) {
    const models = fitWithout(family, l2);
    for (const [order, layout] of TOLD) benchTold(row, family, models, order, layout);
    for (const [loss, list] of cells) list.push(...tryFamily(family, models, loss));
  }
  for (const [loss, list] of cells) benchLoss(row, loss, list);
}

function benchTold(
  row: Row,
  family: Family,
  models: Models,
  order: SimulatedOrder,
  layout: Layout,
): void {
  const pages = prepare(testPages(family).map((page) => reorder(page, order)));
  const ours = evaluate(pages, layout, models[layout], true);
  const plain = SCORES.parent(sumCounts(baselineCounts(pages, PLAIN)));
  const best = bestBaseline(pages, SCORES.parent);
  const sum = sumCounts(ours.counts);
  row([
    `transfer to ${family}, ${order}, parent`,
    `${plain.toFixed(3)} (plain); ${SCORES.parent(sumCounts(best.counts)).toFixed(3)} (${best.name})`,
    '–',
    '–',
    `${interval(ours.counts, SCORES.parent)}; strong ${SCORES.strong(sum).toFixed(3)} @ ${SCORES.coverage(sum).toFixed(2)}; calibration error ${calibrationError(ours.calibration).toFixed(3)}`,
    '≥ plain',
  ]);
}

/** One row a loss: how many shapes and layouts fall below the plain guess, the worst of them, and means. */
function benchLoss(row: Row, loss: string, list: readonly Cell[]): void {
  const gain = ({ ours, plain, scored }: Cell): number => (ours - plain) / Math.max(1, scored);
  const mean = (of: (cell: Cell) => number): string =>
    (list.reduce((sum, cell) => sum + of(cell), 0) / list.length).toFixed(3);
  const worst = [...list].sort((a, b) => gain(a) - gain(b))[0];
  if (!worst) return;
  const below = list.filter((cell) => gain(cell) < 0).length;
  const strong = list.reduce((sum, cell) => sum + cell.strong, 0);
  const right = list.reduce((sum, cell) => sum + cell.strongRight, 0);
  row([
    `kept-out families, ${loss} lost, unasked: parent, mean of ${String(list.length)}`,
    `${mean(({ plain, scored }) => plain / scored)} (plain)`,
    '–',
    '–',
    `${mean(({ ours, scored }) => ours / scored)}; below plain in ${String(below)}, worst ${gain(worst).toFixed(3)} (${worst.name}); strong ${(right / strong).toFixed(3)}; calibration error ${mean((cell) => calibrationError(cell.calibration))}`,
    '≥ plain in all',
  ]);
}
