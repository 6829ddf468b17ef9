import {
  BASE_WRITERS,
  contextOf,
  createSink,
  SECOND_WRITERS,
  writeCandidate,
  writeTopLevel,
} from './features.ts';
import { createFocus, focusOn, narrow, type Focus } from './focus.ts';
import type { Evidence } from './inference.ts';
import type { InferredPage } from './infer-page.ts';
import type { Layout, Models } from './model.ts';
import { TOP } from './page.ts';
import { BASES, RULES, SLOTS } from './registry.ts';
import type { Reason, RuleContext } from './rule.ts';
import { lowOf } from './score.ts';

const MOST_REASONS = 4;
const LEAST_REASONS = 2;
const LEAST_WEIGHT = 0.1;

const RULE_OF = Uint8Array.from(SLOTS, (_, slot) => {
  let rule = 0;
  while (rule + 1 < BASES.length && (BASES[rule + 1] ?? 0) <= slot) rule++;
  return rule;
});

/** Explains candidates of one comment after another; keeps its working arrays. */
export interface Explainer {
  /** Weight of each rule for parents in the given order (TOP or indices), in log-odds. */
  weigh(i: number, parents: readonly number[]): Float32Array[];
  reasons(i: number, parent: number, own: Float32Array, rival: Float32Array): Evidence[];
}

/** An explainer for a page, by the weights of the layout believed most. */
export function createExplainer(inferred: InferredPage, models: Models): Explainer {
  const { page, first, beliefs } = inferred;
  const layout: Layout = beliefs[0]?.layout ?? 'one-level';
  const weights = models[layout].second;
  const focus = createFocus(page);
  const context = contextOf(page, focus, first);
  const sink = createSink();
  let at = -1;
  const aim = (i: number): void => {
    if (at === i) return;
    focusOn(page, focus, i);
    narrow(focus, lowOf(page, layout, i));
    at = i;
  };
  const contributions = (): Float32Array => {
    const byRule = new Float32Array(RULES.length);
    for (let f = 0; f < sink.count; f++) {
      const slot = sink.slot[f] ?? 0;
      const rule = RULE_OF[slot] ?? 0;
      byRule[rule] = (byRule[rule] ?? 0) + (weights[slot] ?? 0) * (sink.value[f] ?? 0);
    }
    return byRule;
  };
  return {
    weigh(i, parents) {
      aim(i);
      return parents.map((parent) => {
        const k = placeIn(focus, parent);
        sink.count = 0;
        for (const writers of [BASE_WRITERS, SECOND_WRITERS]) {
          if (parent === TOP) writeTopLevel(context, sink, writers);
          else if (k >= 0) writeCandidate(context, k, sink, writers);
        }
        return contributions();
      });
    },
    reasons(i, parent, own, rival) {
      aim(i);
      return rank(context, placeIn(focus, parent), parent, own, rival);
    },
  };
}

function placeIn(focus: Focus, parent: number): number {
  for (let k = 0; k < focus.count; k++) if (focus.parent[k] === parent) return k;
  return -1;
}

function rank(
  context: RuleContext,
  k: number,
  parent: number,
  own: Float32Array,
  rival: Float32Array,
): Evidence[] {
  const found: Evidence[] = [];
  RULES.forEach((rule, at) => {
    let reason: Reason | null = null;
    if (parent === TOP) reason = rule.explainTop?.(context) ?? null;
    else if (k >= 0) reason = rule.explain?.(context, k) ?? null;
    if (!reason) return;
    const weight = (own[at] ?? 0) - (rival[at] ?? 0);
    found.push({ rule: rule.id, ...reason, weight, hard: false });
  });
  found.sort((a, b) => b.weight - a.weight || (a.rule < b.rule ? -1 : 1));
  const seen = new Set<string>();
  const distinct = found.filter((one) => !seen.has(one.sentence) && seen.add(one.sentence));
  const strong = distinct.filter((one) => one.weight >= LEAST_WEIGHT).slice(0, MOST_REASONS);
  return strong.length >= LEAST_REASONS ? strong : distinct.slice(0, LEAST_REASONS);
}
