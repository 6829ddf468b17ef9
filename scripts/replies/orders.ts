import { randomFrom, type GoldPage } from './data.ts';

/** Page orders simulated from the true trees; `nested-ranked`: replies of a comment in no order of time, as by votes. */
export type SimulatedOrder =
  | 'chronological'
  | 'two-level'
  | 'two-level-shuffled'
  | 'nested'
  | 'nested-shuffled'
  | 'nested-ranked';

/** The page as it would stand in that order; `from[k]` is the comment's place in recorded order. */
export function reorder(
  page: GoldPage,
  order: SimulatedOrder,
  seed = '1',
): GoldPage & { from: number[] } {
  const n = page.comments.length;
  const children: number[][] = page.comments.map(() => []);
  const tops: number[] = [];
  page.parents.forEach((gold, i) => {
    const parent = gold.find((one) => one >= 0) ?? -1;
    if (parent >= 0) children[parent]?.push(i);
    else tops.push(i);
  });
  const random = randomFrom(`${seed}/${page.id}/${order.slice(0, 3)}`);
  if (order.endsWith('shuffled') || order === 'nested-ranked') shuffle(tops, random);
  if (order === 'nested-ranked') for (const list of children) shuffle(list, random);
  const from: number[] = [];
  const nested = order.startsWith('nested');
  if (order === 'chronological') for (let i = 0; i < n; i++) from.push(i);
  else for (const top of tops) from.push(...threadOf(top, children, nested));
  const placeOf = new Map(from.map((i, place) => [i, place]));
  return {
    id: page.id,
    from,
    comments: from.map((i) => page.comments[i] ?? { author: null, time: null, body: '' }),
    parents: from.map((i) =>
      (page.parents[i] ?? []).map((one) => (one < 0 ? -1 : (placeOf.get(one) ?? -1))),
    ),
    notices: page.notices,
  };
}

function threadOf(top: number, children: number[][], nested: boolean): number[] {
  const out: number[] = [];
  const walk = (i: number): void => {
    out.push(i);
    for (const child of children[i] ?? []) walk(child);
  };
  walk(top);
  return nested ? out : out.sort((a, b) => a - b);
}

function shuffle(list: number[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const moved = list[at] ?? 0;
    list[at] = list[other] ?? 0;
    list[other] = moved;
  }
}
