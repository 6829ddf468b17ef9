/**
 * The order of words by UTF-16 units: quicksort that looks at one letter a time and, among words with the
 * same letter there, goes on to the next one (Bentley and Sedgewick 1997). "cab", "ab", "abc" → 1, 2, 0.
 * Cost: about n · log n + all letters that tell words apart; words end to end, no string a word.
 */
import type { TermList } from './vocabulary.ts';

const FEW = 12;

/** Numbers of words that are all different, in their order. */
export function sortWords({ offsets, chars }: TermList): Uint32Array {
  const order = Uint32Array.from({ length: offsets.length - 1 }, (_, word) => word);
  const letter = (word: number, depth: number): number => {
    const at = (offsets[word] ?? 0) + depth;
    return at < (offsets[word + 1] ?? 0) ? (chars[at] ?? 0) : -1;
  };
  const isLess = (a: number, b: number, depth: number): boolean => {
    for (let at = depth; ; at += 1) {
      const [left, right] = [letter(a, at), letter(b, at)];
      if (left !== right) return left < right;
      if (left < 0) return false;
    }
  };
  const insert = (from: number, to: number, depth: number): void => {
    for (let at = from + 1; at < to; at += 1) {
      const word = order[at] ?? 0;
      let place = at;
      for (; place > from && isLess(word, order[place - 1] ?? 0, depth); place -= 1) {
        order[place] = order[place - 1] ?? 0;
      }
      order[place] = word;
    }
  };
  const swap = (a: number, b: number): void => {
    const word = order[a] ?? 0;
    order[a] = order[b] ?? 0;
    order[b] = word;
  };
  const waiting = [0, order.length, 0];
  while (waiting.length > 0) {
    const depth = waiting.pop() ?? 0;
    const to = waiting.pop() ?? 0;
    const from = waiting.pop() ?? 0;
    if (to - from < FEW) {
      insert(from, to, depth);
      continue;
    }
    const middle = middleOf(
      letter(order[from] ?? 0, depth),
      letter(order[(from + to) >>> 1] ?? 0, depth),
      letter(order[to - 1] ?? 0, depth),
    );
    let less = from;
    let more = to;
    for (let at = from; at < more;) {
      const here = letter(order[at] ?? 0, depth);
      if (here < middle) swap(at++, less++);
      else if (here > middle) swap(at, --more);
      else at += 1;
    }
    waiting.push(from, less, depth, more, to, depth);
    if (middle >= 0) waiting.push(less, more, depth + 1);
  }
  return order;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
