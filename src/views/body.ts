/** A comment's text as paragraphs of plain and marked runs: text in, text out, no markup anywhere. */
export interface Run {
  text: string;
  isMarked: boolean;
}

export interface Paragraph {
  /** Offset in the body; also its key. */
  start: number;
  runs: Run[];
}

type Span = readonly [start: number, end: number];

/** Spans sorted, cut to the text, overlapping and touching ones joined; empty ones dropped. */
export function joinSpans(spans: readonly Span[], length: number): Span[] {
  const joined: [number, number][] = [];
  const sorted = spans
    .map(([start, end]): Span => [Math.max(0, start), Math.min(length, end)])
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0]);
  for (const [start, end] of sorted) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** The piece [start, end) of a text, cut where marks begin and end. `spans` must be joined. */
export function runsOf(text: string, spans: readonly Span[], start: number, end: number): Run[] {
  const runs: Run[] = [];
  const add = (to: number, isMarked: boolean): void => {
    if (to > at) runs.push({ text: text.slice(at, to), isMarked });
    at = Math.max(at, to);
  };
  let at = start;
  for (const [from, to] of spans) {
    if (to <= start) continue;
    if (from >= end) break;
    add(Math.max(at, Math.min(from, end)), false);
    add(Math.min(to, end), true);
  }
  add(end, false);
  return runs;
}

/** Paragraphs are separated by blank lines; single line breaks stay inside. */
export function paragraphsOf(body: string, spans: readonly Span[] = []): Paragraph[] {
  const joined = joinSpans(spans, body.length);
  const paragraphs: Paragraph[] = [];
  const add = (start: number, end: number): void => {
    if (start < end) paragraphs.push({ start, runs: runsOf(body, joined, start, end) });
  };
  let start = 0;
  for (const gap of body.matchAll(/\n[^\S\n]*\n\s*/g)) {
    add(start, gap.index);
    start = gap.index + gap[0].length;
  }
  add(start, body.length);
  return paragraphs;
}
