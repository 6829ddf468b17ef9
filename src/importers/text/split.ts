import type { BlockDecoder } from './decode.ts';
import type { LineBlock } from './lines.ts';

interface SplitOptions {
  decoder: BlockDecoder;
  any: boolean;
  maxLine: number;
  hasPositions: boolean;
  /** Byte position of the block in the source, and number of its first line. */
  offset: number;
  first: number;
  /** Bytes of the first line that were not kept because it is over the limit. */
  dropped: number;
}

const RARE_BREAKS = /[\r\v\f\u0085\u2028\u2029]/;
const HEAD_CHARS = 200;

/** Splits a block of whole lines (the last one may lack its break). */
export function splitBlock(bytes: Uint8Array, options: SplitOptions): LineBlock {
  const text = options.decoder.decode(bytes);
  const parts =
    options.any && RARE_BREAKS.test(text)
      ? splitAny(text, options.decoder.isSingleByte)
      : splitFeeds(text, bytes, options.decoder.isSingleByte);
  const { lines, starts, ends } = parts;
  const oversize = new Set<number>();
  for (let i = 0; i < lines.length; i++) {
    const dropped = i === 0 ? options.dropped : 0;
    const length = (ends[i] ?? 0) - (starts[i] ?? 0) + dropped;
    if (length > options.maxLine) {
      oversize.add(i);
      lines[i] = (lines[i] ?? '').slice(0, HEAD_CHARS);
    }
    const shift = options.hasPositions ? options.offset : NaN;
    starts[i] = (starts[i] ?? 0) + shift + (i === 0 ? 0 : options.dropped);
    ends[i] = (ends[i] ?? 0) + shift + options.dropped;
  }
  return {
    first: options.first,
    lines,
    starts,
    ends,
    oversize: oversize.size > 0 ? oversize : null,
    bytesRead: options.offset + options.dropped + bytes.length,
  };
}

interface Parts {
  lines: string[];
  starts: Float64Array;
  ends: Float64Array;
}

function splitFeeds(text: string, bytes: Uint8Array, isSingleByte: boolean): Parts {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const starts = new Float64Array(lines.length);
  const ends = new Float64Array(lines.length);
  const isOneToOne = isSingleByte || text.length === bytes.length;
  let at = 0;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const feed = isOneToOne ? at + line.length : bytes.indexOf(10, at);
    const end = feed < 0 ? bytes.length : feed;
    const hasReturn = line.charCodeAt(line.length - 1) === 13;
    if (hasReturn) lines[i] = line.slice(0, -1);
    starts[i] = at;
    ends[i] = hasReturn ? end - 1 : end;
    at = end + 1;
  }
  return { lines, starts, ends };
}

function isBreak(code: number): boolean {
  return (code >= 10 && code <= 13) || code === 0x85 || code === 0x2028 || code === 0x2029;
}

function utf8Width(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code <= 0xdfff ? 2 : 3;
}

function splitAny(text: string, isSingleByte: boolean): Parts {
  const lines: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let lineStart = 0;
  let byteStart = 0;
  let byte = 0;
  const close = (end: number): void => {
    lines.push(text.slice(lineStart, end));
    starts.push(byteStart);
    ends.push(byte);
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isBreak(code)) {
      byte += isSingleByte ? 1 : utf8Width(code);
      continue;
    }
    close(i);
    byte += isSingleByte ? 1 : utf8Width(code);
    if (code === 13 && text.charCodeAt(i + 1) === 10) {
      i++;
      byte++;
    }
    lineStart = i + 1;
    byteStart = byte;
  }
  if (lineStart < text.length) close(text.length);
  return { lines, starts: Float64Array.from(starts), ends: Float64Array.from(ends) };
}
