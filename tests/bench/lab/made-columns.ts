import type { Columns } from '../../../src/core/columns.ts';
import { Chance, ZipfDraw } from '../../../src/core/generate/chance.ts';
import { REPLY, type Replies, statedReplies } from '../../../src/core/graph/replies.ts';

export interface MadeColumns {
  columns: Columns;
  replies: Replies;
  commenters: number;
  articles: number;
}

const START = 21_038_400;
const SPAN = 10 * 365 * 1440;

/** Columns of the generated corpus's shape, without the text, so that a million take a second. */
export function makeBenchColumns(count: number): MadeColumns {
  const chance = new Chance(5);
  const commenters = Math.max(8, Math.ceil(count / 20));
  const articles = Math.max(1, Math.ceil(count / 200));
  const zipf = new ZipfDraw(commenters, 10);
  const events = Array.from({ length: 125 }, () => START + chance.below(SPAN));
  const time = new Float64Array(count);
  const commenter = new Uint32Array(count);
  const article = new Uint32Array(count);
  const parent = new Int32Array(count).fill(-1);
  const probability = new Float32Array(count);
  const kind = new Uint8Array(count);
  for (let page = 0, row = 0; page < articles; page++) {
    const start = chance.is(0.7)
      ? events[chance.below(125)]! + chance.wait(2880, 86_400)
      : START + chance.below(SPAN);
    const end = page === articles - 1 ? count : Math.min(count, row + 200);
    const first = row;
    for (; row < end; row++) {
      time[row] = Math.floor(start + chance.wait(420, 28_800));
      commenter[row] = zipf.draw(chance);
      article[row] = page;
      if (row === first || chance.is(0.4)) continue;
      parent[row] = row - 1 - Math.floor(chance.wait(2, row - first - 1));
      kind[row] = chance.is(0.3) ? REPLY.stated : REPLY.inferred;
      probability[row] = kind[row] === REPLY.stated ? 1 : chance.next();
    }
  }
  const columns: Columns = {
    count,
    time,
    commenter,
    article,
    source: new Uint32Array(count),
    line: new Uint32Array(count),
    stated: new Int32Array(count).fill(-2),
    flags: new Uint16Array(count),
    words: new Uint32Array(count),
    duplicateOf: new Int32Array(count).fill(-1),
  };
  const replies = statedReplies(columns);
  replies.parent.set(parent);
  replies.probability.set(probability);
  replies.kind.set(kind);
  return { columns, replies, commenters, articles };
}
