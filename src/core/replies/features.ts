import type { Focus } from './focus.ts';
import type { FirstPass } from './first-pass.ts';
import type { Page } from './page.ts';
import { BASES, RULES } from './registry.ts';
import type { Rule, RuleContext, Sink } from './rule.ts';

/** Room for the features of one candidate. */
export function createSink(): Sink {
  return { slot: new Uint16Array(256), value: new Float32Array(256), count: 0, base: 0 };
}

type Writer = { base: number; write: NonNullable<Rule['write']> };
type TopWriter = { base: number; write: NonNullable<Rule['writeTop']> };

const WRITERS: readonly Writer[] = RULES.flatMap((rule, at) =>
  rule.write ? [{ base: BASES[at] ?? 0, write: rule.write.bind(rule) }] : [],
);
const TOP_WRITERS: readonly TopWriter[] = RULES.flatMap((rule, at) =>
  rule.writeTop ? [{ base: BASES[at] ?? 0, write: rule.writeTop.bind(rule) }] : [],
);

/** Features of candidate k of the focus, replacing what the sink held. */
export function writeCandidate(context: RuleContext, k: number, sink: Sink): void {
  sink.count = 0;
  for (const writer of WRITERS) {
    sink.base = writer.base;
    writer.write(context, k, sink);
  }
}

/** Features of top level, replacing what the sink held. */
export function writeTopLevel(context: RuleContext, sink: Sink): void {
  sink.count = 0;
  for (const writer of TOP_WRITERS) {
    sink.base = writer.base;
    writer.write(context, sink);
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
