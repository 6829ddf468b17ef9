import { scoreReplies } from '../../src/core/replies/infer.ts';
import { readPage, TOP } from '../../src/core/replies/page.ts';
import { GOLDEN } from '../../tests/core/replies/golden.ts';
import { BASELINES } from './baselines.ts';
import { CAPTURES, readCapture } from './captures.ts';

interface Tally {
  parent: number;
  addressee: number;
  edges: number;
  guessed: number;
  gold: number;
  comments: number;
}

const PLAIN = 'step back: top, else last other author in the block';

/** The bundled captures against our own annotation (tests/core/replies/golden.ts). */
export function tallyCaptures(ours: boolean): Tally {
  const out: Tally = { parent: 0, addressee: 0, edges: 0, guessed: 0, gold: 0, comments: 0 };
  for (const key of ['march', 'january'] as const) {
    const { comments, article } = readCapture(CAPTURES[key]);
    const page = readPage(comments, { article });
    const plain = BASELINES[PLAIN]?.(page) ?? new Int32Array(page.n);
    const scores = scoreReplies(comments, { article });
    const who = (j: number): string => (j === TOP ? 'top' : (comments[j]?.author ?? '[no name]'));
    GOLDEN[key].forEach((right, i) => {
      const parent = (ours ? scores.parent[i] : plain[i]) ?? TOP;
      const addressee = who((ours ? scores.addressee[i] : plain[i]) ?? TOP);
      const people = new Set(right.map(who));
      out.comments++;
      if (right.includes(parent)) out.parent++;
      if (people.has(addressee)) out.addressee++;
      const me = who(i);
      const isEdge = addressee !== 'top' && addressee !== me;
      const isGold = ![...people].some((one) => one === 'top' || one === me);
      if (isEdge) out.guessed++;
      if (isGold) out.gold++;
      if (isEdge && isGold && people.has(addressee)) out.edges++;
    });
  }
  return out;
}

/** Prints the captures' row. */
export function benchCaptures(row: (cells: readonly string[]) => void): void {
  const say = (one: Tally): string =>
    [
      `${(one.parent / one.comments).toFixed(2)} (${String(one.parent)} of ${String(one.comments)})`,
      `${(one.addressee / one.comments).toFixed(2)} (${String(one.addressee)})`,
      ((2 * one.edges) / (one.guessed + one.gold)).toFixed(2),
    ].join(' / ');
  row([
    'bundled captures, own annotation: parent / addressee / author-edge F1',
    say(tallyCaptures(false)),
    '–',
    '–',
    say(tallyCaptures(true)),
    '≥ .84 / .94 / .95',
  ]);
}
