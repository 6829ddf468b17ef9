import { createExplainer, type Entry, type Explainer } from './explain.ts';
import type {
  Candidate,
  Evidence,
  Inference,
  InferenceComment,
  InferOptions,
} from './inference.ts';
import { inferPage, type InferredPage } from './infer-page.ts';
import { SHIPPED } from './model.ts';
import { TOP } from './page.ts';

export { scoreReplies, type ReplyScores } from './score-replies.ts';

const EXPLAINED = 4;

/**
 * Who answered whom on ONE page, comments in recorded order: for each comment every candidate parent, best
 * first, probabilities summing to 1, with evidence. Never throws on odd input; linear in the page.
 */
export function inferReplies(
  comments: readonly InferenceComment[],
  options: InferOptions = {},
): Inference[] {
  const inferred = inferPage(comments, options);
  const explainer = createExplainer(inferred, SHIPPED);
  return comments.map((_, i) => inferenceOf(inferred, explainer, i, options));
}

/** The same for one comment of the page. */
export function explainReply(
  comments: readonly InferenceComment[],
  i: number,
  options: InferOptions = {},
): Inference {
  const inferred = inferPage(comments, options);
  return inferenceOf(inferred, createExplainer(inferred, SHIPPED), i, options);
}

/** Reads a page once; then explains any of its comments, with the same numbers as `inferReplies`. */
export function explainPage(
  comments: readonly InferenceComment[],
  options: InferOptions = {},
): { inferred: InferredPage; explain: (i: number) => Inference } {
  const inferred = inferPage(comments, options);
  const explainer = createExplainer(inferred, SHIPPED);
  return { inferred, explain: (i) => inferenceOf(inferred, explainer, i, options) };
}

function entriesOf(inferred: InferredPage, at: number): Entry[] {
  const { posterior } = inferred;
  const entries: Entry[] = [];
  let sum = 0;
  for (let k = posterior.start[at] ?? 0; k < (posterior.start[at + 1] ?? 0); k++) {
    const probability = posterior.probability[k] ?? 0;
    sum += probability;
    entries.push({ parent: posterior.parent[k] ?? TOP, probability });
  }
  for (const entry of entries) entry.probability /= sum;
  return entries.sort((a, b) => b.probability - a.probability || b.parent - a.parent);
}

function inferenceOf(
  inferred: InferredPage,
  explainer: Explainer,
  i: number,
  options: InferOptions,
): Inference {
  const n = inferred.page.n;
  const turn = (index: number): number => (inferred.isReversed ? n - 1 - index : index);
  const at = turn(i);
  const entries = entriesOf(inferred, at);
  const explained = explainer.explain(at, entries.slice(0, EXPLAINED));
  const candidates = entries.map((entry, place): Candidate => {
    const { evidence, lost } = explained[place] ?? { evidence: [], lost: null };
    if (place === 0 && inferred.isHard[at] === 1) evidence.unshift(hardEvidence(i, options));
    if (evidence.length === 0) evidence.push(fallback(at, entry.parent));
    return {
      parent: entry.parent === TOP ? null : turn(entry.parent),
      probability: entry.probability,
      evidence: inferred.isReversed ? evidence.map((one) => turnSpans(one, turn)) : evidence,
      lost,
    };
  });
  return { candidates };
}

function turnSpans(evidence: Evidence, turn: (index: number) => number): Evidence {
  const spans = evidence.spans.map((span) =>
    span.in === 'article' ? span : { ...span, in: turn(span.in) },
  );
  return { ...evidence, spans };
}

function hardEvidence(i: number, options: InferOptions): Evidence {
  const isSettled = options.settled?.has(i) === true;
  return {
    rule: isSettled ? 'settled' : 'first',
    sentence: isSettled
      ? 'settled: confirmed by the reader or stated by the source'
      : 'nothing before it that it could answer',
    gist: isSettled ? 'settled' : 'first comment',
    weight: 20,
    hard: true,
    spans: [],
  };
}

function fallback(at: number, parent: number): Evidence {
  const back = at - parent;
  const sentence =
    parent === TOP
      ? 'no earlier comment claims it'
      : `stands ${String(back)} comment${back === 1 ? '' : 's'} before it`;
  return { rule: 'place', sentence, gist: sentence, weight: 0, hard: false, spans: [] };
}
