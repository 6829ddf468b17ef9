import { BlockDecoder, markOf, parityOf } from '../text/decode.ts';
import { headingCount, isIndexMark } from './furniture.ts';
import { parseHeader } from './header.ts';
import { isBlank } from './key.ts';

/** Text of the first bytes of a file, whatever its encoding; for sniffing only. */
export function headText(head: Uint8Array): string {
  const name = markOf(head)?.name ?? parityOf(head);
  if (name !== null && name !== 'utf-8') return new TextDecoder(name).decode(head);
  const cut = head.lastIndexOf(10);
  const text = new BlockDecoder().decode(cut > 0 ? head.subarray(0, cut + 1) : head);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** High for headings and header lines in their places; faint for any prose, so that it is the last resort. */
export function sniffPageCapture(head: Uint8Array, name: string): number {
  if (isBinary(head)) return 0;
  const lines = headText(head).split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
  let headers = 0;
  let headings = 0;
  let indexMarks = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const isFree = isBlank(lines[i + 1] ?? '');
    if (isFree && parseHeader(line)?.isKnownAvatar === true) headers++;
    if (headingCount(line) !== undefined) headings++;
    if (isIndexMark(line)) indexMarks++;
  }
  if (headers > 0) return headings > 0 ? 1 : 0.9;
  if (headings > 0 || indexMarks > 1) return 0.5;
  if (head.length === 0) return /\.(?:txt|text)$/i.test(name) ? 0.05 : 0;
  return /\.(?:txt|text)$/i.test(name) || !/\.\w{1,8}$/.test(name) ? 0.1 : 0.02;
}

/** Control bytes that no text has; UTF-16 is told apart by its NUL parity. */
export function isBinary(head: Uint8Array): boolean {
  if (markOf(head) || parityOf(head)) return false;
  const length = Math.min(head.length, 4096);
  let odd = 0;
  for (let i = 0; i < length; i++) {
    const byte = head[i] ?? 0;
    if (byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)) odd++;
  }
  return odd > length / 10;
}
