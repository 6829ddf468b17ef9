import { inferPage } from '../../src/core/replies/infer-page.ts';
import { plainGuess } from '../../src/core/replies/decode/mix.ts';
import { SHIPPED, type Models } from '../../src/core/replies/model.ts';
import { calibrate, createCalibration, type Calibration } from './calibration.ts';
import { randomFrom, type GoldPage } from './data.ts';
import { FAMILIES, LOSSES, SHAPES, trainingPages, type Family } from './families.ts';
import { augmented, fitLayout } from './fit-model.ts';
import { guessesFrom } from './metrics.ts';
import { reorder, type SimulatedOrder } from './orders.ts';

type PageLayout = 'one-level' | 'nested' | 'chronological';

export const ORDERS: Record<PageLayout, readonly SimulatedOrder[]> = {
  'one-level': ['two-level', 'two-level-shuffled'],
  nested: ['nested', 'nested-shuffled'],
  chronological: ['chronological'],
};

/** The model as `train:replies` fits it, without one family. Chat in its own order keeps the shipped weights. */
export function fitWithout(family: Family, l2: number): Models {
  const fit = (layout: PageLayout): Models[PageLayout] => {
    const others = FAMILIES.filter(
      (one) => one !== family && (one !== 'chat' || layout !== 'nested'),
    );
    const pages = others.flatMap((one) => {
      const all = trainingPages(one);
      const weight = one === 'chat' ? 0.5 : 1;
      return ORDERS[layout].flatMap((order) =>
        augmented(
          all.map((page) => reorder(page, order)),
          weight,
        ),
      );
    });
    return fitLayout(pages, layout, l2);
  };
  return {
    'one-level': fit('one-level'),
    nested: fit('nested'),
    chronological: fit('chronological'),
    chat: SHIPPED.chat,
  };
}

/** A kept-out family in one shape and layout, with something lost: how often the reading and the plain guess are right. */
export interface Cell {
  name: string;
  scored: number;
  ours: number;
  plain: number;
  strong: number;
  strongRight: number;
  calibration: Calibration;
}

export const LAYOUTS_TRIED: readonly SimulatedOrder[] = [
  'two-level-shuffled',
  'two-level',
  'nested-shuffled',
  'nested',
  'nested-ranked',
  'chronological',
];

const MOST_COMMENTS = 800;

/** Some whole pages, at most about 800 comments, chosen by a fixed seed. */
export function sample(pages: readonly GoldPage[], seed: string): GoldPage[] {
  const random = randomFrom(seed);
  const shuffled = pages.map((page) => [random(), page] as const).sort(([a], [b]) => a - b);
  let count = 0;
  return shuffled.flatMap(([, page]) => {
    if (count >= MOST_COMMENTS) return [];
    count += page.comments.length;
    return [page];
  });
}

function tryCell(name: string, pages: readonly GoldPage[], models: Models): Cell {
  const cell: Cell = {
    name,
    scored: 0,
    ours: 0,
    plain: 0,
    strong: 0,
    strongRight: 0,
    calibration: createCalibration(),
  };
  for (const gold of pages) {
    const { page, posterior, isReversed } = inferPage(gold.comments, {}, models);
    if (isReversed) continue;
    const guesses = guessesFrom(page, posterior);
    const plain = plainGuess(page);
    calibrate(cell.calibration, gold, guesses);
    gold.parents.forEach((right, i) => {
      if (right.length === 0 || i === 0) return;
      const isRight = right.includes(guesses.parent[i] ?? -1);
      cell.scored++;
      if (isRight) cell.ours++;
      if (right.includes(plain[i] ?? -1)) cell.plain++;
      if ((guesses.probability[i] ?? 0) < 0.8) return;
      cell.strong++;
      if (isRight) cell.strongRight++;
    });
  }
  return cell;
}

/** Every shape and layout of a kept-out family under one loss. */
export function layOut(family: Family, loss: string): { name: string; pages: GoldPage[] }[] {
  return Object.entries(SHAPES).flatMap(([shape, pagesOf]) => {
    const pages = sample(pagesOf(family), `${family}/${shape}`);
    if (pages.length === 0) return [];
    return LAYOUTS_TRIED.map((order) => ({
      name: `${family}, ${shape}, ${order}`,
      pages: pages.map((page) => LOSSES[loss]?.(reorder(page, order)) ?? page),
    }));
  });
}

/** The same, read as the product reads a page. */
export function tryFamily(family: Family, models: Models, loss: string): Cell[] {
  return layOut(family, loss).map(({ name, pages }) => tryCell(name, pages, models));
}
