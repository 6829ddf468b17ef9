import {
  AGE_SLOT,
  AGES,
  FIRST_SLOT as FIRST,
} from '../../src/core/replies/decode/decode-blocks.ts';
import {
  createSink,
  SECOND_WRITERS,
  writeCandidate,
  writeTopLevel,
} from '../../src/core/replies/features.ts';
import type { FirstPass } from '../../src/core/replies/first-pass.ts';
import { createFocus, focusOn, narrow } from '../../src/core/replies/focus.ts';
import type { Layout } from '../../src/core/replies/model.ts';
import type { Page } from '../../src/core/replies/page.ts';
import { binOf, type Sink } from '../../src/core/replies/rule.ts';
import { lowOf } from '../../src/core/replies/score.ts';
import type { GoldPage } from './data.ts';
import type { Examples } from './logit.ts';
import { addPairs, type Pair } from './pairs.ts';

/** The true block starts and open ancestors at each comment. */
function structureOf(gold: GoldPage): { block: Int32Array; stacks: number[][] } {
  const block = new Int32Array(gold.comments.length);
  const stacks: number[][] = [];
  let stack: number[] = [];
  let first = 0;
  gold.parents.forEach((parents, i) => {
    block[i] = first;
    stacks.push(stack);
    const parent = parents.find((one) => one >= 0) ?? -1;
    if (parent < 0) first = i;
    const at = stack.indexOf(parent);
    stack = parent < 0 || at < 0 ? [i] : [...stack.slice(0, at + 1), i];
  });
  return { block, stacks };
}

/** Adds the page's decisions as examples, each given the true structure before it. */
export function addExamples(
  out: Examples,
  gold: GoldPage,
  page: Page,
  layout: Layout,
  first: FirstPass | null,
  weight = 1,
  pairs: readonly Pair[] = [],
): void {
  const { block, stacks } = structureOf(gold);
  const focus = createFocus(page);
  const context = { page, focus, first };
  const sink = createSink();
  for (let i = 1; i < page.n; i++) {
    const right = gold.parents[i] ?? [];
    if (right.length === 0) continue;
    if ((page.duplicates.of[i] ?? -1) >= 0) continue;
    if (layout === 'one-level' && page.runs.startOf[i] === i) continue;
    focusOn(page, focus, i);
    narrow(focus, lowOf(page, layout, i));
    const start = block[i] ?? 0;
    const stack = stacks[i] ?? [];
    const allowed: number[] = [];
    for (let k = 0; k < focus.count; k++) {
      const j = focus.parent[k] ?? 0;
      if (layout === 'one-level' && j < start) continue;
      if (layout === 'nested' && !stack.includes(j)) continue;
      allowed.push(k);
    }
    const isCovered = right.some((one) => one < 0 || allowed.some((k) => focus.parent[k] === one));
    if (!isCovered || allowed.length === 0) continue;
    sink.count = 0;
    writeTopLevel(context, sink);
    writeTopLevel(context, sink, SECOND_WRITERS);
    if (layout === 'one-level') extra(sink, AGE_SLOT + binOf(i - start, AGES));
    addPairs(sink, pairs);
    out.add(sink.slot, sink.value, sink.count, right.includes(-1));
    for (const k of allowed) {
      const j = focus.parent[k] ?? 0;
      sink.count = 0;
      writeCandidate(context, k, sink);
      writeCandidate(context, k, sink, SECOND_WRITERS);
      if (layout === 'one-level' && j === start) extra(sink, FIRST);
      addPairs(sink, pairs);
      out.add(sink.slot, sink.value, sink.count, right.includes(j));
    }
    out.close(weight);
  }
}

function extra(sink: Sink, slot: number): void {
  sink.slot[sink.count] = slot;
  sink.value[sink.count] = 1;
  sink.count++;
}
