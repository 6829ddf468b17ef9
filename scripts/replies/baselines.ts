import { NAMED } from '../../src/core/replies/names/address.ts';
import { plainGuess } from '../../src/core/replies/decode/mix.ts';
import { TOP, type Page } from '../../src/core/replies/page.ts';

/** One line of code each: a parent (or TOP) for every comment of a page. */
export type Baseline = (page: Page) => Int32Array;

function each(page: Page, guess: (i: number) => number): Int32Array {
  return Int32Array.from({ length: page.n }, (_, i) => (i === 0 ? TOP : guess(i)));
}

function latestBy(page: Page, author: number, before: number, low: number): number {
  for (let j = before - 1; j >= low; j--) if (page.authors.of[j] === author) return j;
  return TOP;
}

/** The comment somebody addressed at the start of i wrote last; -2 when nobody is addressed. */
function addressedParent(page: Page, i: number, low: number): number {
  const { start, author, kind } = page.mentions;
  for (let at = start[i] ?? 0; at < (start[i + 1] ?? 0); at++) {
    if ((kind[at] ?? 0) < NAMED.called) continue;
    const j = latestBy(page, author[at] ?? -1, i, low);
    if (j !== TOP) return j;
  }
  return -2;
}

const lastOther = (page: Page, i: number, low: number): number => {
  const other = page.authors.previousOther[i] ?? TOP;
  return other >= low ? other : TOP;
};

export const BASELINES: Readonly<Record<string, Baseline>> = {
  previous: (page) => each(page, (i) => i - 1),
  'last other author': (page) => each(page, (i) => lastOther(page, i, 0)),
  'step back: top, else last other author in the block': plainGuess,
  'step back: top, else previous': (page) =>
    each(page, (i) => (page.runs.startOf[i] === i ? TOP : i - 1)),
  'named, else step back: top, else last other author': (page) =>
    each(page, (i) => {
      const low = page.runs.startOf[i] ?? 0;
      const named = addressedParent(page, i, low);
      if (named >= 0) return named;
      return low === i ? TOP : lastOther(page, i, low);
    }),
  'named, else last other author': (page) =>
    each(page, (i) => {
      const named = addressedParent(page, i, 0);
      return named >= 0 ? named : lastOther(page, i, 0);
    }),
  'named, else previous': (page) =>
    each(page, (i) => {
      const named = addressedParent(page, i, 0);
      return named >= 0 ? named : i - 1;
    }),
  'named, else own previous, else top': (page) =>
    each(page, (i) => {
      const named = addressedParent(page, i, 0);
      return named >= 0 ? named : (page.authors.previousOwn[i] ?? TOP);
    }),
  'named, else whom they named last, else top': (page) => {
    const partner = new Int32Array(page.authors.count).fill(-1);
    const { start, author, kind } = page.mentions;
    return each(page, (i) => {
      const own = page.authors.of[i] ?? -1;
      for (let at = (start[i + 1] ?? 0) - 1; at >= (start[i] ?? 0); at--) {
        if (own >= 0 && (kind[at] ?? 0) >= NAMED.called) partner[own] = author[at] ?? -1;
      }
      const to = own < 0 ? -1 : (partner[own] ?? -1);
      return to < 0 ? TOP : latestBy(page, to, i, 0);
    });
  },
  'quotes, else named, else step back: top, else last other author': (page) =>
    each(page, (i) => {
      const low = page.runs.startOf[i] ?? 0;
      const { start, to, quoted } = page.echoes;
      let best = -2;
      let most = 1;
      for (let at = start[i] ?? 0; at < (start[i + 1] ?? 0); at++) {
        if ((to[at] ?? 0) >= low && (quoted[at] ?? 0) > most) {
          most = quoted[at] ?? 0;
          best = to[at] ?? -2;
        }
      }
      if (best >= 0) return best;
      const named = addressedParent(page, i, low);
      if (named >= 0) return named;
      return low === i ? TOP : lastOther(page, i, low);
    }),
  first: (page) => each(page, () => 0),
  'all top level': (page) => each(page, () => TOP),
};
