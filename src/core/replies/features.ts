import type { Focus } from './focus.ts';
import type { FirstPass } from './first-pass.ts';
import type { Page } from './page.ts';
import { BASES, RULES } from './registry.ts';
import type { Rule, RuleContext, Sink } from './rule.ts';

/** Room for the features of one candidate. */
export function createSink(): Sink {
  return { slot: new Uint16Array(256), value: new Float32Array(256), count: 0, base: 0 };
}

/** A rule's writer of candidates and its first slot. */
export interface CandidateWriter {
  base: number;
  write: NonNullable<Rule['write']>;
  isLive: NonNullable<Rule['isLive']> | null;
}

interface TopWriter {
  base: number;
  writeTop: NonNullable<Rule['writeTop']>;
}

/** Rules that write features of candidates, and those that write features of top level. */
export interface Writers {
  candidate: readonly CandidateWriter[];
  top: readonly TopWriter[];
}

function writersOf(isSecond: boolean): Writers {
  const own = RULES.map((rule, at) => ({ rule, base: BASES[at] ?? 0 })).filter(
    ({ rule }) => (rule.isSecond === true) === isSecond,
  );
  return {
    candidate: own.flatMap(({ rule: { write, isLive }, base }) =>
      write ? [{ base, write, isLive: isLive ?? null }] : [],
    ),
    top: own.flatMap(({ rule: { writeTop }, base }) => (writeTop ? [{ base, writeTop }] : [])),
  };
}

/** Writers of the rules that need no first pass, and of those that read it. */
export const BASE_WRITERS = writersOf(false);
export const SECOND_WRITERS = writersOf(true);

/** Adds features of candidate k of the focus to the sink. */
export function writeCandidate(
  context: RuleContext,
  k: number,
  sink: Sink,
  writers = BASE_WRITERS,
): void {
  for (const { write, base } of writers.candidate) {
    sink.base = base;
    write(context, k, sink);
  }
}

/** Adds features of top level to the sink. */
export function writeTopLevel(context: RuleContext, sink: Sink, writers = BASE_WRITERS): void {
  for (const { writeTop, base } of writers.top) {
    sink.base = base;
    writeTop(context, sink);
  }
}

/** Sum of weight × value over the sink. */
export function dot(sink: Sink, weights: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < sink.count; at++) {
    sum += (weights[sink.slot[at] ?? 0] ?? 0) * (sink.value[at] ?? 0);
  }
  return sum;
}

export function contextOf(page: Page, focus: Focus, first: FirstPass | null): RuleContext {
  return { page, focus, first };
}
