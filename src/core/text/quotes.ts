/** Characters [start, end) that a comment marks as somebody else's words. */
export interface QuotedRange {
  start: number;
  end: number;
  /** A line that opens with '>' (or a bracketed quote), against quotation marks inside a line. */
  isBlock: boolean;
}

const CLOSING = new Map<string, string>([
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['"', '"'],
  ['‟', '”'],
]);
const MAX_INLINE = 2_000;
const MAX_RANGES = 200;

function readInline(body: string, from: number, to: number, out: QuotedRange[]): void {
  for (let at = from; at < to && out.length < MAX_RANGES; at++) {
    const close = CLOSING.get(body[at] ?? '');
    if (close === undefined) continue;
    let end = body.indexOf(close, at + 1);
    if (end < 0 && close === '”') end = body.indexOf('"', at + 1);
    if (end < 0 || end >= to || end - at > MAX_INLINE) continue;
    if (end > at + 1) out.push({ start: at + 1, end, isBlock: false });
    at = end;
  }
}

/** Quoted ranges in order, at most 200: lines after '>' and text in double quotation marks on one line. */
export function quotedRanges(body: string): QuotedRange[] {
  const out: QuotedRange[] = [];
  if (!/[>“„«"‟]/u.test(body)) return out;
  let line = 0;
  while (line < body.length && out.length < MAX_RANGES) {
    const newline = body.indexOf('\n', line);
    const end = newline < 0 ? body.length : newline;
    const marker = /^[ \t]*(?:>|&gt;)[> \t]*/u.exec(body.slice(line, Math.min(end, line + 40)));
    if (marker) out.push({ start: line + marker[0].length, end, isBlock: true });
    else readInline(body, line, end, out);
    line = end + 1;
  }
  return out;
}
