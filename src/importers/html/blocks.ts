/**
 * Finds the comments of a page by repetition: the class (or the stem of numbered ids) whose elements most
 * often hold an author, a time and a text of their own. "Of their own" leaves out what stands in an element
 * of the same class further in, so nested replies count for themselves. A name that says comment counts four
 * times, rows of which only some are whole count less, and a block whose heading leads to another page is a
 * teaser and counts nothing. Among equals the outermost wins, because it holds the nesting.
 * Example: li.comment (5) with time and author each, ol.list (1): li.comment.
 * Cost: per class the elements and marks it holds, for the 200 largest classes.
 */
import type { HtmlPage } from './page.ts';
import { isLoneComment, isNamedComment, isNoRow, isUser, looksLikeComment } from './markers.ts';
import { isNested, nestByDepth, nestByLists, nestByStatement } from './nesting.ts';
import { nameBeside, nameIn } from './names.ts';

const MOST_GROUPS = 200;
const COMMENT_WEIGHT = 4;
/** A row that is not called a comment, with no part called its text, needs this much: lists of links have less. */
const GENERIC_CHARS = 60;

export interface Block {
  element: number;
  /** Own marks: author element and time, the first that is marked as one, -1 = none. */
  author: number;
  /** Index in `page.times`. */
  time: number;
  /** As the page names it, '' = nobody. */
  name: string;
  /** Index of the block it stands under, -1 = top. */
  parent: number;
  /** As it says itself; NaN = it does not. */
  depth: number;
  isTeaser: boolean;
  /** An element in it is called text, body or content. */
  hasBody: boolean;
}

/** Comment blocks in document order; empty when the page has none. */
export function findBlocks(page: HtmlPage): { blocks: Block[]; isNested: boolean } {
  let best: Block[] = [];
  let bestScore = 0;
  const groups = [...page.groups]
    .filter(([name, members]) => members.length >= 2 || isLoneComment(name))
    .filter(([name]) => !isNoRow(name))
    .sort(
      (a, b) =>
        Number(looksLikeComment(b[0])) - Number(looksLikeComment(a[0])) ||
        b[1].length - a[1].length,
    );
  for (const [name, members] of groups.slice(0, MOST_GROUPS)) {
    const isComment = isNamedComment(name);
    const blocks = blocksOf(page, members);
    const whole = blocks.filter((block) => isWhole(page, block, isComment)).length;
    if (whole < Math.max(1, blocks.length * 0.5)) continue;
    if (!isComment && !isDiscussion(page, blocks, whole, looksLikeComment(name))) continue;
    const weight = isComment ? COMMENT_WEIGHT : 1;
    const score = (whole * whole * weight) / blocks.length + (looksLikeComment(name) ? 0.5 : 0);
    const isOutside = score === bestScore && (blocks[0]?.element ?? 0) < (best[0]?.element ?? 0);
    if (score > bestScore || isOutside) [best, bestScore] = [blocks, score];
  }
  if (!isNested(best)) nestByDepth(best);
  if (!isNested(best)) nestByStatement(page, best);
  if (!isNested(best)) nestByLists(page, best);
  return { blocks: best, isNested: isNested(best) };
}

function isWhole(page: HtmlPage, block: Block, isComment: boolean): boolean {
  if (block.time < 0 || (block.isTeaser && !isComment)) return false;
  if (!isComment && !block.hasBody && page.textLength(block.element) < GENERIC_CHARS) return false;
  block.name ||= nameIn(page, block.author) || nameBeside(page, block);
  return block.name !== '';
}

/** Rows that are not called comments: nearly all whole, and of users; or called posts, with a text of their own. */
function isDiscussion(
  page: HtmlPage,
  blocks: readonly Block[],
  whole: number,
  isPost: boolean,
): boolean {
  if (whole < 2 || whole < blocks.length * 0.8) return false;
  const most = whole * 0.8;
  const users = blocks.filter(({ author }) => isUser(page.classes.get(author) ?? '')).length;
  const texts = blocks.filter(({ hasBody }) => hasBody).length;
  return users >= most || (isPost && whole > 2 && texts >= most);
}

/** Marks in document order, handed out to the innermost open block. */
interface Cursor {
  at: number;
  next: (index: number) => number;
  give: (owner: Block, index: number) => void;
}

function blocksOf(page: HtmlPage, members: readonly number[]): Block[] {
  const blocks: Block[] = [];
  const open: number[] = [];
  const endOf = (block: number): number => page.end.get(blocks[block]?.element ?? 0);
  const cursors = cursorsOf(page);
  const giveMarks = (upTo: number): void => {
    for (;;) {
      const mark = Math.min(...cursors.map((cursor) => cursor.next(cursor.at)));
      if (mark >= upTo) return;
      while (open.length > 0 && endOf(open.at(-1) ?? 0) <= mark) open.pop();
      const owner = blocks[open.at(-1) ?? -1];
      for (const cursor of cursors) {
        if (cursor.next(cursor.at) !== mark) continue;
        if (owner) cursor.give(owner, cursor.at);
        cursor.at++;
      }
    }
  };
  for (const element of members) {
    giveMarks(element);
    while (open.length > 0 && endOf(open.at(-1) ?? 0) <= element) open.pop();
    blocks.push({
      element,
      author: -1,
      time: -1,
      name: page.named.get(element) ?? '',
      parent: open.at(-1) ?? -1,
      depth: NaN,
      isTeaser: false,
      hasBody: false,
    });
    open.push(blocks.length - 1);
  }
  giveMarks(Infinity);
  return blocks;
}

function cursorsOf(page: HtmlPage): Cursor[] {
  const { authors, times, depths, teasers, bodies } = page;
  return [
    {
      at: 0,
      next: (index) => authors[index] ?? Infinity,
      give: (owner, index) => {
        const author = authors[index] ?? -1;
        const isInside = owner.author >= 0 && author < page.end.get(owner.author);
        const isBetter = isInside || nameIn(page, owner.author) === '';
        if (owner.author < 0 || (isBetter && nameIn(page, author) !== '')) owner.author = author;
      },
    },
    {
      at: 0,
      next: (index) => times[index]?.element ?? Infinity,
      give: (owner, index) => {
        const isSurer = times[owner.time]?.isByShape === true && times[index]?.isByShape === false;
        if (owner.time < 0 || isSurer) owner.time = index;
      },
    },
    {
      at: 0,
      next: (index) => depths[index]?.element ?? Infinity,
      give: (owner, index) => {
        if (Number.isNaN(owner.depth)) owner.depth = depths[index]?.depth ?? NaN;
      },
    },
    {
      at: 0,
      next: (index) => teasers[index] ?? Infinity,
      give: (owner) => {
        owner.isTeaser = true;
      },
    },
    {
      at: 0,
      next: (index) => bodies[index] ?? Infinity,
      give: (owner) => {
        owner.hasBody = true;
      },
    },
  ];
}
