import { headText, isBinary } from '../text/head.ts';
import { headingCount, isIndexMark } from './furniture.ts';
import { parseHeader } from './header.ts';
import { isBlank } from './key.ts';

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
