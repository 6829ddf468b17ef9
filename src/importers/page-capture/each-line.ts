import type { LineBlock } from '../text/lines.ts';
import { isBlank } from './key.ts';

/** One line with what a header check needs to know about its neighbours. */
export interface PageLine {
  no: number;
  text: string;
  isBlank: boolean;
  isNextBlank: boolean;
  isOversize: boolean;
  start: number;
  end: number;
}

/** Visits every line with one line of look-ahead; `afterBlock` is awaited between blocks. */
export async function eachLine(
  blocks: AsyncIterable<LineBlock>,
  visit: (line: PageLine) => void,
  afterBlock: () => Promise<void>,
): Promise<void> {
  let held: PageLine | null = null;
  for await (const block of blocks) {
    for (let i = 0; i < block.lines.length; i++) {
      const text = block.lines[i] ?? '';
      const line: PageLine = {
        no: block.first + i,
        text,
        isBlank: isBlank(text),
        isNextBlank: true,
        isOversize: block.oversize?.has(i) ?? false,
        start: block.starts[i] ?? NaN,
        end: block.ends[i] ?? NaN,
      };
      if (held) {
        held.isNextBlank = line.isBlank;
        visit(held);
      }
      held = line;
    }
    await afterBlock();
  }
  if (held) visit(held);
}
