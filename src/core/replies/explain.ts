import {
  BASE_WRITERS,
  contextOf,
  createSink,
  SECOND_WRITERS,
  writeCandidate,
  writeTopLevel,
} from './features.ts';
import type { Crosses } from './crosses.ts';
import { createFocus, focusOn, narrow, type Focus } from './focus.ts';
import type { Evidence } from './inference.ts';
import type { InferredPage } from './infer-page.ts';
import type { Layout, Models } from './model.ts';
import { TOP } from './page.ts';
import { BASES, RULES, SLOTS } from './registry.ts';
import { NO_CANDIDATE, type Basis, type Reason, type RuleContext, type Sink } from './rule.ts';
import { lowOf } from './score.ts';

const MOST_REASONS = 4;
const LEAST_REASONS = 2;
const LEAST_WEIGHT = 0.1;
const BASES_IN_ORDER: readonly Basis[] = ['words', 'turns', 'place'];
const PLACE = BASES_IN_ORDER.indexOf('place');

const RULE_OF = Uint8Array.from(SLOTS, (_, slot) => {
  let rule = 0;
  while (rule + 1 < BASES.length && (BASES[rule + 1] ?? 0) <= slot) rule++;
  return rule;
});

/** A candidate with its probability; `parent` is TOP or an index of the page. */
export interface Entry {
  parent: number;
  probability: number;
}

/** Why a candidate, and for a rival why it lost (null when nothing tells). */
export interface Explanation {
  evidence: Evidence[];
  lost: string | null;
}

/** Explains candidates of one comment after another, best first; keeps its working arrays. */
export interface Explainer {
  explain(i: number, entries: readonly Entry[]): Explanation[];
}

/** An explainer for a page, by the weights of the layout believed most. */
export function createExplainer(inferred: InferredPage, models: Models): Explainer {
  const { page, first, beliefs } = inferred;
  const layout: Layout = beliefs[0]?.layout ?? 'one-level';
  const { second: weights, crosses } = models[layout];
  const focus = createFocus(page);
  const context = contextOf(page, focus, first);
  const sink = createSink();
  const weigh = (k: number, parent: number): Float32Array => {
    sink.count = 0;
    for (const writers of [BASE_WRITERS, SECOND_WRITERS]) {
      if (parent === TOP) writeTopLevel(context, sink, writers);
      else if (k >= 0) writeCandidate(context, k, sink, writers);
    }
    const sums = byRule(sink, weights);
    if (crosses) addPairs(sums, sink, crosses);
    return sums;
  };
  return {
    explain(i, entries) {
      focusOn(page, focus, i);
      narrow(focus, lowOf(page, layout, i));
      const places = entries.map(({ parent }) => placeIn(focus, parent));
      const own = entries.map(({ parent }, at) => weigh(places[at] ?? NO_CANDIDATE, parent));
      return entries.map(({ parent }, at): Explanation => {
        const k = places[at] ?? NO_CANDIDATE;
        if (parent !== TOP && k < 0) return { evidence: [], lost: unseen(context, parent) };
        const lead = difference(own[at], own[at === 0 ? 1 : 0]);
        const apart = at === 0 ? difference(own[0], meanOfRivals(own, entries)) : lead;
        return {
          evidence: rank(context, k, lead, apart),
          lost: at === 0 ? null : reasonOfLoss(context, k, places[0] ?? NO_CANDIDATE, lead),
        };
      });
    },
  };
}

/** Contributions to the log-odds, rule by rule. */
function byRule(sink: Sink, weights: Float32Array): Float32Array {
  const sums = new Float32Array(RULES.length);
  for (let f = 0; f < sink.count; f++) {
    const slot = sink.slot[f] ?? 0;
    const rule = RULE_OF[slot] ?? 0;
    sums[rule] = (sums[rule] ?? 0) + (weights[slot] ?? 0) * (sink.value[f] ?? 0);
  }
  return sums;
}

/** Adds what pairs of features contribute: half to the rule of each. */
function addPairs(sums: Float32Array, sink: Sink, { one, two, weight }: Crosses): void {
  const value = new Map<number, number>();
  for (let f = 0; f < sink.count; f++) value.set(sink.slot[f] ?? 0, sink.value[f] ?? 0);
  weight.forEach((own, at) => {
    const both = (value.get(one[at] ?? 0) ?? 0) * (value.get(two[at] ?? 0) ?? 0);
    for (const slot of [one[at] ?? 0, two[at] ?? 0]) {
      const rule = RULE_OF[slot] ?? 0;
      sums[rule] = (sums[rule] ?? 0) + (own * both) / 2;
    }
  });
}

/** What the rivals have, each counted by its probability: what all of them share tells nothing apart. */
function meanOfRivals(own: readonly Float32Array[], entries: readonly Entry[]): Float32Array {
  const mean = new Float32Array(RULES.length);
  const rivals = entries.slice(1).map(({ probability }) => Math.max(probability, 1e-6));
  const all = rivals.reduce((sum, share) => sum + share, 0);
  rivals.forEach((share, at) => {
    const sums = own[at + 1] ?? mean;
    for (let rule = 0; rule < mean.length; rule++) {
      mean[rule] = (mean[rule] ?? 0) + ((sums[rule] ?? 0) * share) / all;
    }
  });
  return mean;
}

function difference(own: Float32Array | undefined, other: Float32Array | undefined): Float32Array {
  return Float32Array.from(RULES, (_, rule) => (own?.[rule] ?? 0) - (other?.[rule] ?? 0));
}

function placeIn(focus: Focus, parent: number): number {
  if (parent === TOP) return NO_CANDIDATE;
  for (let k = 0; k < focus.count; k++) if (focus.parent[k] === parent) return k;
  return NO_CANDIDATE;
}

/**
 * Two to four reasons: words and names that tell the candidate apart, then turns, then place and time, the last
 * only once where there are two others. `lead` is over the strongest rival, `apart` over what the rivals have
 * on average.
 */
function rank(
  context: RuleContext,
  k: number,
  lead: Float32Array,
  apart: Float32Array,
): Evidence[] {
  const found: (Evidence & { basis: number; apart: number })[] = [];
  RULES.forEach((rule, at) => {
    const reason: Reason | null =
      (k === NO_CANDIDATE ? rule.explainTop?.(context) : rule.explain?.(context, k)) ?? null;
    if (!reason) return;
    const basis = BASES_IN_ORDER.indexOf(rule.basis ?? 'place');
    const weight = lead[at] ?? 0;
    found.push({ rule: rule.id, ...reason, weight, hard: false, basis, apart: apart[at] ?? 0 });
  });
  found.sort((a, b) => b.apart - a.apart || (a.rule < b.rule ? -1 : 1));
  const seen = new Set<string>();
  const distinct = found.filter(({ sentence }) => !seen.has(sentence) && seen.add(sentence));
  const telling = distinct
    .filter((one) => one.apart >= LEAST_WEIGHT)
    .sort((a, b) => a.basis - b.basis);
  const rest = distinct.filter((one) => !telling.includes(one));
  const better = telling.filter(({ basis }) => basis < PLACE).length;
  const mostPlaces = better >= LEAST_REASONS ? 1 : LEAST_REASONS;
  const kept = [...telling, ...rest]
    .slice(0, Math.max(LEAST_REASONS, telling.length))
    .filter(({ basis }, at, all) => {
      const placesBefore = all.slice(0, at).filter((one) => one.basis === PLACE).length;
      return basis < PLACE || placesBefore < mostPlaces;
    })
    .slice(0, MOST_REASONS);
  return kept.map(({ basis: _basis, apart: _apart, ...evidence }) => evidence);
}

/**
 * What the chosen candidate has most and the rival has not: for a comment a reason of words before others,
 * joined with the strongest of the rest.
 */
function reasonOfLoss(
  context: RuleContext,
  k: number,
  best: number,
  lead: Float32Array,
): string | null {
  const against = RULES.map((rule, at) => ({ rule, weight: lead[at] ?? 0 }))
    .filter(({ weight }) => weight < -LEAST_WEIGHT)
    .sort((a, b) => a.weight - b.weight);
  const said = against.flatMap(({ rule }) => {
    const clause = rule.lost?.(context, k, best) ?? null;
    return clause === null ? [] : [{ clause, isWords: rule.basis === 'words' }];
  });
  const isThread = k === NO_CANDIDATE;
  const first = said.find(({ isWords }) => isWords && !isThread) ?? said[0];
  if (!first) return isThread ? 'nothing marks a new beginning' : null;
  const second = said.find(({ clause }) => clause !== first.clause);
  return second ? `${first.clause}; ${second.clause}` : first.clause;
}

/** Why a comment that the order of the page rules out lost. */
function unseen({ page, focus }: RuleContext, parent: number): string | null {
  return parent < (page.runs.startOf[focus.i] ?? 0)
    ? 'stands before a step back in time, where a new thread usually begins'
    : null;
}
