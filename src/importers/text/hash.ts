/**
 * 53-bit string hash after the public-domain cyrb53 (two 32-bit multiply-xor lanes). Not for security:
 * it names content (same story, same comment) where an accidental clash in 2^53 is acceptable.
 */
export function hash53(text: string, seed = 0): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

/** Id of an article made of its words: the same story captured twice gets the same id. */
export function articleIdOf(title: string, paragraphs: readonly string[]): string {
  const words = [title, ...paragraphs].join(' ').normalize('NFKC').replace(/\s+/g, ' ').trim();
  return `a${hash53(words).toString(36)}`;
}
