/**
 * Comments that open with the same label: "Support", "Keep.", "Note:", "+1", "За". Such comments stand side by
 * side: what one of them answers the others answer too. The label is the first word, unless it is a common word
 * that runs on into a sentence, or a name that addresses somebody. Example: "Oppose The idea…" and "Oppose per
 * above" → both in one group. Linear.
 */
import type { Mentions } from '../names/mentions.ts';
import type { PageText } from '../page.ts';

export interface Openers {
  /** Group of each comment; -1 = no label, or one that no other comment has. */
  of: Int32Array;
  /** Comments by group, ascending: comment[start[g]…start[g+1]). */
  start: Uint32Array;
  comment: Int32Array;
  /** By comment: 1 = its label is set off from what follows in most of its group, and two people or more use it. */
  isFirm: Uint8Array;
}

const LABEL_END = /^[\s*'"’”)\]]{0,3}(?:[:.!–—-]|\p{Lu}(?!\s)|\n|$)/u;

/** Groups the comments of a page by their opening label. */
export function readOpeners(text: PageText, mentions: Mentions): Openers {
  const { n, lexicon } = text;
  const of = new Int32Array(n).fill(-1);
  const groupOf = new Int32Array(lexicon.words).fill(-1);
  const first = new Int32Array(n).fill(-1);
  const sizes: number[] = [];
  for (let i = 0; i < n; i++) {
    const word = labelOf(text, mentions, i);
    if (word < 0) continue;
    let group = groupOf[word] ?? -1;
    if (group < 0) {
      group = sizes.length;
      groupOf[word] = group;
      sizes.push(0);
    }
    first[i] = group;
    sizes[group] = (sizes[group] ?? 0) + 1;
  }
  const start = new Uint32Array(sizes.length + 1);
  sizes.forEach((size, group) => {
    start[group + 1] = (start[group] ?? 0) + (size > 1 ? size : 0);
  });
  const comment = new Int32Array(start[sizes.length] ?? 0);
  const next = start.slice();
  for (let i = 0; i < n; i++) {
    const group = first[i] ?? -1;
    if (group < 0 || (sizes[group] ?? 0) < 2) continue;
    of[i] = group;
    const at = next[group] ?? 0;
    comment[at] = i;
    next[group] = at + 1;
  }
  return { of, start, comment, isFirm: firmLabels(text, start, comment) };
}

function firmLabels(text: PageText, start: Uint32Array, comment: Int32Array): Uint8Array {
  const isFirm = new Uint8Array(text.n);
  for (let group = 0; group + 1 < start.length; group++) {
    const members = comment.subarray(start[group] ?? 0, start[group + 1] ?? 0);
    const someone = text.authors.of[members[0] ?? 0] ?? -1;
    let setOff = 0;
    let others = 0;
    for (const i of members) {
      if (isSetOff(text, i)) setOff++;
      if (someone >= 0 && text.authors.of[i] !== someone) others++;
    }
    if (others === 0 || 2 * setOff < members.length) continue;
    for (const i of members) isFirm[i] = 1;
  }
  return isFirm;
}

function isSetOff({ words, firstWord, comments }: PageText, i: number): boolean {
  const end = words.end[firstWord[i] ?? 0] ?? 0;
  return LABEL_END.test((comments[i]?.body ?? '').slice(end, end + 8));
}

function labelOf(text: PageText, mentions: Mentions, i: number): number {
  const { words, firstWord, lexicon, quoted } = text;
  const at = firstWord[i] ?? 0;
  if (at >= (firstWord[i + 1] ?? 0) || (quoted[at] ?? 0) > 0) return -1;
  const from = words.start[at] ?? 0;
  const mention = mentions.start[i] ?? 0;
  if (mention < (mentions.start[i + 1] ?? 0) && (mentions.from[mention] ?? 0) <= from + 2)
    return -1;
  const word = words.word[at] ?? 0;
  const body = text.comments[i]?.body ?? '';
  if (from > 6) return -1;
  const end = words.end[at] ?? 0;
  if (LABEL_END.test(body.slice(end, end + 8))) return word;
  return lexicon.common[word] === 1 ? -1 : word;
}
