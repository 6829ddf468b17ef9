/**
 * Finds the comments of a page by repetition: the class whose elements most often hold an author and a time
 * of their own. "Of their own" leaves out what stands in an element of the same class further in, so nested
 * replies count for themselves. Among equals the outermost wins, because it holds the nesting.
 * Example: li.comment (5) with time and author each, ol.list (1): li.comment.
 * Cost: per class the elements and marks it holds, for the 200 largest classes.
 */
import type { HtmlPage } from './page.ts';
import { isReplyList, looksLikeComment } from './markers.ts';

const MOST_GROUPS = 200;

export interface Block {
  element: number;
  /** Own marks: first author element and first time, -1 = none. */
  author: number;
  /** Index in `page.times`. */
  time: number;
  /** Index of the block it stands under, -1 = top. */
  parent: number;
}

/** Comment blocks in document order; empty when the page has none. */
export function findBlocks(page: HtmlPage): { blocks: Block[]; isNested: boolean } {
  let best: Block[] = [];
  let bestScore = 0;
  const groups = [...page.groups]
    .filter(([name, members]) => members.length >= 2 || /comment/i.test(name))
    .sort(
      (a, b) =>
        Number(looksLikeComment(b[0])) - Number(looksLikeComment(a[0])) ||
        b[1].length - a[1].length,
    );
  for (const [name, members] of groups.slice(0, MOST_GROUPS)) {
    const blocks = blocksOf(page, members);
    const whole = blocks.filter((block) => block.author >= 0 && block.time >= 0).length;
    if (whole < Math.max(1, blocks.length * 0.5)) continue;
    const score = whole + (looksLikeComment(name) ? 0.5 : 0);
    const isOutside = score === bestScore && (blocks[0]?.element ?? 0) < (best[0]?.element ?? 0);
    if (score > bestScore || isOutside) [best, bestScore] = [blocks, score];
  }
  const isInside = best.some((block) => block.parent >= 0);
  if (!isInside) adoptFromLists(page, best);
  return { blocks: best, isNested: best.some((block) => block.parent >= 0) };
}

function blocksOf(page: HtmlPage, members: readonly number[]): Block[] {
  const blocks: Block[] = [];
  const open: number[] = [];
  let author = 0;
  let time = 0;
  const endOf = (block: number): number => page.end.get(blocks[block]?.element ?? 0);
  const giveMarks = (upTo: number): void => {
    for (;;) {
      const a = page.authors[author] ?? Infinity;
      const t = page.times[time]?.element ?? Infinity;
      const mark = Math.min(a, t);
      if (mark >= upTo) return;
      while (open.length > 0 && endOf(open.at(-1) ?? 0) <= mark) open.pop();
      const owner = blocks[open.at(-1) ?? -1];
      if (a <= t) {
        if (owner && owner.author < 0) owner.author = a;
        author++;
      }
      if (t <= a) {
        if (owner && owner.time < 0) owner.time = time;
        time++;
      }
    }
  };
  for (const element of members) {
    giveMarks(element);
    while (open.length > 0 && endOf(open.at(-1) ?? 0) <= element) open.pop();
    blocks.push({ element, author: -1, time: -1, parent: open.at(-1) ?? -1 });
    open.push(blocks.length - 1);
  }
  giveMarks(Infinity);
  return blocks;
}

/** Replies in a list beside their comment: <div comment> <div replies> <div comment> … </div>. */
function adoptFromLists(page: HtmlPage, blocks: Block[]): void {
  const lastUnder = new Map<number, number>();
  blocks.forEach((block, i) => {
    let at = page.parent.get(block.element);
    for (let climb = 0; climb < 4 && at >= 0; climb++) {
      if (isReplyList(page.classes.get(at) ?? '')) {
        const before = lastUnder.get(page.parent.get(at));
        if (before !== undefined) block.parent = before;
        break;
      }
      at = page.parent.get(at);
    }
    lastUnder.set(page.parent.get(block.element), i);
  });
}
