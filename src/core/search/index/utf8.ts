/** Letters (UTF-16 units) to UTF-8 and back, without strings; a lone surrogate has three bytes of its own. */

/** Writes a word's letters to the front of `bytes` and says how many bytes they take. */
export function writeLetters(word: string, bytes: Uint8Array): number {
  let next = 0;
  for (let at = 0; at < word.length; at += 1) {
    const point = word.codePointAt(at) ?? 0;
    if (point > 0xffff) at += 1;
    if (point < 0x80) bytes[next++] = point;
    else if (point < 0x800) bytes[next++] = 0xc0 | (point >>> 6);
    else if (point < 0x10000) bytes[next++] = 0xe0 | (point >>> 12);
    else bytes[next++] = 0xf0 | (point >>> 18);
    if (point > 0xffff) bytes[next++] = 0x80 | ((point >>> 12) & 63);
    if (point > 0x7ff) bytes[next++] = 0x80 | ((point >>> 6) & 63);
    if (point > 0x7f) bytes[next++] = 0x80 | (point & 63);
  }
  return next;
}

/** Letters that bytes [start, end) hold. */
export function letterCount(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if ((byte & 0xc0) !== 0x80) count += byte >= 0xf0 ? 2 : 1;
  }
  return count;
}

/** Reads bytes [start, end) into `chars` from `next` on; the place after the last letter. */
export function readLetters(
  bytes: Uint8Array,
  start: number,
  end: number,
  chars: Uint16Array,
  next: number,
): number {
  let to = next;
  for (let at = start; at < end;) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      chars[to++] = first;
      at += 1;
      continue;
    }
    const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    let point = first & (0xff >>> (size + 1));
    for (let more = 1; more < size; more += 1)
      point = (point << 6) | ((bytes[at + more] ?? 0) & 63);
    at += size;
    if (point > 0xffff) {
      chars[to++] = 0xd800 + ((point - 0x10000) >>> 10);
      chars[to++] = 0xdc00 | (point & 0x3ff);
    } else chars[to++] = point;
  }
  return to;
}
