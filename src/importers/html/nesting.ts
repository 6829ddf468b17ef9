import type { Block } from './blocks.ts';
import { isReplyList } from './markers.ts';
import type { HtmlPage } from './page.ts';

export const isNested = (blocks: readonly Block[]): boolean =>
  blocks.some((block) => block.parent >= 0);

/** Flat rows that say how deep they stand: each answers the last row before it that stands higher. */
export function nestByDepth(blocks: Block[]): void {
  const known = blocks.filter(({ depth }) => !Number.isNaN(depth)).length;
  if (known < blocks.length * 0.9) return;
  const open: number[] = [];
  blocks.forEach((block, i) => {
    const isDeeper = (other: number): boolean => (blocks[other]?.depth ?? 0) >= block.depth;
    while (open.length > 0 && isDeeper(open.at(-1) ?? 0)) open.pop();
    block.parent = open.at(-1) ?? -1;
    open.push(i);
  });
}

/** Rows that name the id of what they answer. */
export function nestByStatement(page: HtmlPage, blocks: Block[]): void {
  const rows = new Map(blocks.map(({ element }, i) => [page.ids.get(element) ?? '', i]));
  blocks.forEach((block, i) => {
    const parent = rows.get(page.parents.get(block.element) ?? '-');
    if (parent !== undefined && parent < i) block.parent = parent;
  });
}

/** Replies in a list beside their comment: <div comment> <div replies> <div comment> … </div>. */
export function nestByLists(page: HtmlPage, blocks: Block[]): void {
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
