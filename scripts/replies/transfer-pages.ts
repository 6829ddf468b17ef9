import type { GoldPage } from './data.ts';
import { loadSet } from './data.ts';

/** Chat as a third page family: the scored part of each log, whose conversations become threads of a page. */
export function chatPages(set: string, every: number): GoldPage[] {
  return loadSet(set)
    .filter((_, at) => at % every === 0)
    .map((page) => scoredPart(page));
}

function scoredPart(page: GoldPage): GoldPage {
  const kept = page.parents.flatMap((right, i) => (right.length > 0 ? [i] : []));
  const place = new Map(kept.map((i, at) => [i, at]));
  return {
    id: page.id,
    comments: kept.map((i) => page.comments[i] ?? { author: null, time: null, body: '' }),
    parents: kept.map((i) => {
      const first = page.parents[i]?.[0] ?? -1;
      return [first < 0 ? -1 : (place.get(first) ?? -1)];
    }),
    notices: 0,
  };
}
