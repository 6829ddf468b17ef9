import { foldLetters } from '../replies/words/code-units.ts';

const DOMAIN = /\.(?:com|net|org|info|co|de|fr|lb|io|blog)$/iu;

/** The part of a name that nicknames are made from: folded letters without digits, marks or a domain ending. */
export function coreName(name: string): string {
  return foldLetters(
    name
      .trim()
      .replace(DOMAIN, '')
      .replace(/\p{N}+/gu, ''),
  );
}

/** Edit distance as a share of the longer text: 1 = equal, 0 = nothing kept. O(length²), 64 characters at most. */
export function editSimilarity(a: string, b: string): number {
  const left = a.slice(0, 64);
  const right = b.slice(0, 64);
  const longest = Math.max(left.length, right.length);
  if (longest === 0) return 0;
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let line = 1; line <= left.length; line++) {
    const next = [line];
    for (let column = 1; column <= right.length; column++) {
      const substitute = (row[column - 1] ?? 0) + (left[line - 1] === right[column - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return 1 - (row[right.length] ?? 0) / longest;
}

function trigrams(text: string): Set<string> {
  const padded = ` ${text.slice(0, 64)} `;
  const grams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) grams.add(padded.slice(at, at + 3));
  return grams;
}

/** Shared character trigrams over all of them, word ends included. */
export function trigramSimilarity(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  const left = trigrams(a);
  const right = trigrams(b);
  let shared = 0;
  for (const gram of left) if (right.has(gram)) shared++;
  return shared / (left.size + right.size - shared);
}

/** How alike a nickname and a name are, 0 to 1: the better of edit and trigram similarity of the core names. */
export function nameSimilarity(nickname: string, name: string): number {
  const a = coreName(nickname);
  const b = coreName(name);
  if (a.length < 3 || b.length < 3) return 0;
  return Math.max(editSimilarity(a, b), trigramSimilarity(a, b));
}
