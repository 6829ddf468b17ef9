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
  const marks = marksOf(page);
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
    const blocks = blocksOf(page, members, marks);
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

type MarkKind = 'author' | 'time' | 'depth' | 'teaser' | 'body';

/** A mark of any kind, by the element it stands on; `index` counts within its kind. */
interface Mark {
  element: number;
  kind: MarkKind;
  index: number;
}

/** All marks in document order. */
function marksOf(page: HtmlPage): Mark[] {
  const { authors, times, depths, teasers, bodies } = page;
  const of = (kind: MarkKind, elements: readonly number[]): Mark[] =>
    elements.map((element, index) => ({ element, kind, index }));
  return [
    ...of('author', authors),
    ...of('time', times.map(elementOf)),
    ...of('depth', depths.map(elementOf)),
    ...of('teaser', teasers),
    ...of('body', bodies),
  ].sort((a, b) => a.element - b.element);
}

const elementOf = ({ element }: { element: number }): number => element;

/** The members of a group as blocks, each with the marks that stand in it and in no member further in. */
function blocksOf(page: HtmlPage, members: readonly number[], marks: readonly Mark[]): Block[] {
  const blocks: Block[] = [];
  const open: Block[] = [];
  let next = 0;
  const close = (upTo: number): void => {
    while (open.length > 0 && page.end.get(open.at(-1)?.element ?? 0) <= upTo) open.pop();
  };
  const giveMarks = (upTo: number): void => {
    for (let mark = marks[next]; mark && mark.element < upTo; mark = marks[++next]) {
      close(mark.element);
      const owner = open.at(-1);
      if (owner) give(page, owner, mark);
    }
  };
  const places = new Map<Block, number>();
  for (const element of members) {
    giveMarks(element);
    close(element);
    const above = open.at(-1);
    const block: Block = {
      element,
      author: -1,
      time: -1,
      name: page.named.get(element) ?? '',
      parent: above ? (places.get(above) ?? -1) : -1,
      depth: NaN,
      isTeaser: false,
      hasBody: false,
    };
    places.set(block, blocks.length);
    blocks.push(block);
    open.push(block);
  }
  giveMarks(Infinity);
  return blocks;
}

function give(page: HtmlPage, owner: Block, { kind, element, index }: Mark): void {
  if (kind === 'author') {
    const isInside = owner.author >= 0 && element < page.end.get(owner.author);
    const isBetter = isInside || nameIn(page, owner.author) === '';
    if (owner.author < 0 || (isBetter && nameIn(page, element) !== '')) owner.author = element;
  } else if (kind === 'time') {
    const { times } = page;
    const isSurer = times[owner.time]?.isByShape === true && times[index]?.isByShape === false;
    if (owner.time < 0 || isSurer) owner.time = index;
  } else if (kind === 'depth') {
    if (Number.isNaN(owner.depth)) owner.depth = page.depths[index]?.depth ?? NaN;
  } else if (kind === 'teaser') owner.isTeaser = true;
  else owner.hasBody = true;
}
