import { Automaton } from './automaton.ts';
import { parsePattern } from './parse.ts';
import { writeProgram } from './program.ts';

/** A regular expression that takes time linear in the text, whatever it says. */
export interface Pattern {
  test(text: string): boolean;
  /** Longest matches from left to right, none empty; a text that is too long is searched in part. */
  spans(text: string): (readonly [start: number, end: number])[];
}

const MAX_STEPS = 400_000;

/** Compiles a pattern that RegExp accepts; the reason, as a sentence, when it cannot be run this way. */
export function compilePattern(
  source: string,
  flags: string,
): { pattern: Pattern } | { reason: string } {
  const parsed = parsePattern(source);
  if ('reason' in parsed) return parsed;
  const program = writeProgram(parsed.tree, flags);
  if (!program) return { reason: 'The pattern is too long.' };
  const floating = new Automaton(program, flags, true);
  const anchored = new Automaton(program, flags, false);
  return {
    pattern: {
      test: (text) => floating.test(text),
      spans: (text) => findSpans(anchored, text),
    },
  };
}

function findSpans(automaton: Automaton, text: string): (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  const budget = { left: MAX_STEPS };
  for (let at = 0; at < text.length && budget.left > 0;) {
    const end = automaton.longestFrom(text, at, budget);
    if (end > at) spans.push([at, end]);
    const point = text.codePointAt(at) ?? 0;
    at = end > at ? end : at + (point > 0xffff ? 2 : 1);
  }
  return spans;
}
