/**
 * Which encoding a text has, decided while it streams. The ladder: byte order mark, then NUL parity
 * (UTF-16), then strict UTF-8, then a guess between windows-1256 and windows-1252 that is marked as a
 * guess. Bytes below 0x80 mean the same in UTF-8 and the windows pages, so the guess is made only at the
 * first block that is not UTF-8, on all of its high bytes: linear, one pass.
 * Limits: other single-byte pages are not told apart; the reader can name any with `forced`.
 */
export interface EncodingFacts {
  name: string;
  guessed: boolean;
  /** U+FFFD put in for bytes that mean nothing. */
  replaced: number;
}

export type ByteOrder = 'utf-16le' | 'utf-16be';

/** Length of a byte order mark and the encoding it names. */
export function markOf(head: Uint8Array): { length: number; name: string } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { length: 3, name: 'utf-8' };
  if (head[0] === 0xff && head[1] === 0xfe) return { length: 2, name: 'utf-16le' };
  if (head[0] === 0xfe && head[1] === 0xff) return { length: 2, name: 'utf-16be' };
  return null;
}

/** UTF-16 without a mark shows itself by NUL bytes that stand all on one parity. */
export function parityOf(head: Uint8Array): ByteOrder | null {
  const nuls = [0, 0];
  const length = Math.min(head.length, 4096) & ~1;
  for (let i = 0; i < length; i++) {
    if (head[i] === 0) nuls[i & 1] = (nuls[i & 1] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = nuls;
  if (even + odd < Math.max(2, length / 64)) return null;
  if (odd > even * 8) return 'utf-16le';
  return even > odd * 8 ? 'utf-16be' : null;
}

/** Arabic text has its high bytes in runs, Latin text has single ones among ASCII letters. */
export function guessWindows(bytes: Uint8Array): 'windows-1256' | 'windows-1252' {
  let high = 0;
  let inRuns = 0;
  for (let i = 0; i < bytes.length; i++) {
    if ((bytes[i] ?? 0) < 0x80) continue;
    high++;
    if ((bytes[i - 1] ?? 0) >= 0x80 || (bytes[i + 1] ?? 0) >= 0x80) inRuns++;
  }
  return inRuns > high * 0.6 ? 'windows-1256' : 'windows-1252';
}

/** Whether the platform can decode this name. */
export function isKnownEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding.length > 0;
  } catch {
    return false;
  }
}

/** What 0x80 to 0x9F mean in windows-1252, where they mean anything; NUL where they do not. */
const WINDOWS_1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';

/** Some versions of Node read windows-1252 as if it were Latin-1 (nodejs/node#56542). */
function mended(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (sign) => {
    const letter = WINDOWS_1252[sign.charCodeAt(0) - 0x80] ?? sign;
    return letter === '\0' ? sign : letter;
  });
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}

/** Decodes blocks that end between characters (at a line break); later blocks follow the first decision. */
export class BlockDecoder {
  #strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #lenient = new TextDecoder('utf-8', { ignoreBOM: true });
  #single: TextDecoder | null = null;
  #sawMultibyte = false;
  #facts: EncodingFacts;

  constructor(forced?: string) {
    this.#facts = { name: 'utf-8', guessed: false, replaced: 0 };
    if (forced !== undefined && forced !== 'utf-8') this.#use(forced, false);
  }

  /** One byte a character, so that character and byte positions are the same. */
  get isSingleByte(): boolean {
    return this.#single !== null;
  }

  facts(): EncodingFacts {
    return { ...this.#facts };
  }

  decode(block: Uint8Array): string {
    if (this.#single) return this.#readSingle(this.#single, block);
    try {
      const text = this.#strict.decode(block);
      if (text.length !== block.length) this.#sawMultibyte = true;
      return text;
    } catch {
      return this.#decodeBroken(block);
    }
  }

  #decodeBroken(block: Uint8Array): string {
    const text = this.#lenient.decode(block);
    const replaced = countOf(text, '\uFFFD');
    if (!this.#sawMultibyte && multibyteIn(text) <= 2 * replaced) {
      return this.#readSingle(this.#use(guessWindows(block), true), block);
    }
    this.#sawMultibyte = true;
    this.#facts.replaced += replaced;
    return text;
  }

  #readSingle(decoder: TextDecoder, block: Uint8Array): string {
    const text = decoder.decode(block);
    return decoder.encoding === 'windows-1252' ? mended(text) : text;
  }

  #use(name: string, guessed: boolean): TextDecoder {
    this.#single = new TextDecoder(name);
    this.#facts = { name: this.#single.encoding, guessed, replaced: 0 };
    return this.#single;
  }
}

function multibyteIn(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80 && code !== 0xfffd) count++;
  }
  return count;
}
