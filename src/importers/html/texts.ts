import { isAside, isAsideClass, isBlock, isBodyClass, isBodyEnd, isNoText } from './markers.ts';
import type { HtmlPage } from './page.ts';

/** An element range to leave out of a text. */
export type Range = readonly [start: number, end: number];

/** Text of an element without the left-out ranges: blocks become paragraphs, runs of spaces one space. */
export function textOf(page: HtmlPage, element: number, without: readonly Range[] = []): string {
  const gaps = without
    .map(([start]) => [page.textStart.get(start), page.textEnd.get(start)] as const)
    .sort((a, b) => a[0] - b[0]);
  let gap = 0;
  let text = '';
  let block = -2;
  const end = page.textEnd.get(element);
  for (let i = page.textStart.get(element); i < end; i++) {
    while ((gaps[gap]?.[1] ?? Infinity) <= i) gap++;
    if (i >= (gaps[gap]?.[0] ?? Infinity)) {
      i = (gaps[gap]?.[1] ?? i + 1) - 1;
      continue;
    }
    const piece = page.texts[i];
    if (!piece) continue;
    const own = blockOf(page, piece.element);
    if (own !== block && block !== -2) text += '\n\n';
    block = own;
    text +=
      piece.text === '\n' && page.tags[piece.element] === 'br'
        ? '\n'
        : piece.text.replace(/\s+/g, ' ');
    if (text.length > 8_000_000) break;
  }
  return tidy(text);
}

function tidy(text: string): string {
  return text
    .split('\n\n')
    .map((part) =>
      part
        .replace(/ {2,}/g, ' ')
        .replace(/ ?\n ?/g, '\n')
        .trim(),
    )
    .filter((part) => part !== '')
    .join('\n\n')
    .normalize('NFC');
}

function blockOf(page: HtmlPage, element: number): number {
  let at = element;
  while (at >= 0 && !isBlock(page.tags[at] ?? '')) at = page.parent.get(at);
  return at;
}

/**
 * The text of a comment: the element whose class names it as the text and which holds none of the marks, the
 * longest of them where there are several; without such a class all that is not a mark, a button or a form.
 */
export function commentText(page: HtmlPage, block: number, marks: readonly Range[]): string {
  const body = bodyElement(page, block, marks);
  const root = body < 0 ? block : body;
  const text = textOf(page, root, [...marks, ...asidesIn(page, root, marks)]);
  return text === '' ? textOf(page, root, marks) : text;
}

function bodyElement(page: HtmlPage, block: number, marks: readonly Range[]): number {
  let best = -1;
  let bestRank = 0;
  let bestLength = 0;
  for (const at of elementsIn(page, block, marks)) {
    const words = page.classes.get(at) ?? '';
    const rank = isBodyEnd(words) ? 2 : isBodyClass(words) ? 1 : 0;
    const length = page.textLength(at);
    if (rank === 0 || length === 0 || rank < bestRank) continue;
    const end = page.end.get(at);
    if (marks.some(([start]) => start > at && start < end)) continue;
    if (rank > bestRank || length > bestLength) [best, bestRank, bestLength] = [at, rank, length];
  }
  return best;
}

/** What stands in a comment beside its text: actions, counters, forms, the line about its author. */
export function asidesIn(page: HtmlPage, root: number, marks: readonly Range[]): Range[] {
  const asides: Range[] = [];
  for (const at of elementsIn(page, root, marks)) {
    if (at < (asides.at(-1)?.[1] ?? 0)) continue;
    if (isNoText(page.tags[at] ?? '') || isAsideClass(page.classes.get(at) ?? '')) {
      asides.push([at, page.end.get(at)]);
    }
  }
  return asides;
}

function* elementsIn(page: HtmlPage, root: number, without: readonly Range[]): Generator<number> {
  const skips = new Map(without);
  const end = page.end.get(root);
  for (let at = root + 1; at < end; at++) {
    const skip = skips.get(at);
    if (skip === undefined) yield at;
    else at = skip - 1;
  }
}

/** Title and paragraphs of the story: what stands outside the comments and outside menus. */
export function articleOf(
  page: HtmlPage,
  comments: readonly Range[],
): { title: string; paragraphs: string[]; line: number } {
  let title = page.metaTitle.trim();
  let line = 1;
  const paragraphs: string[] = [];
  const firstComment = comments[0]?.[0] ?? Infinity;
  let skipTo = -1;
  for (let at = 0; at < page.tags.length && at < firstComment; at++) {
    const tag = page.tags[at] ?? '';
    if (at < skipTo) continue;
    if (isAside(tag) && tag !== 'header') skipTo = page.end.get(at);
    else if (tag === 'h1' || (tag === 'title' && title === '')) {
      const text = textOf(page, at);
      if (text !== '' && (tag === 'h1' || title === '')) [title, line] = [text, page.line.get(at)];
    } else if (tag === 'p') {
      const text = textOf(page, at);
      if (text !== '') paragraphs.push(text);
    }
  }
  return { title, paragraphs, line };
}
