import { hashBytes } from '../../core/columns-hash.ts';
import { unknownReplies } from '../../core/graph/replies.ts';
import { explainPage } from '../../core/replies/infer.ts';
import type {
  Inference,
  InferenceComment,
  InferOptions,
  OrderModel,
} from '../../core/replies/inference.ts';
import type { InferredPage } from '../../core/replies/infer-page.ts';
import { LAYOUTS, type Layout, SHIPPED } from '../../core/replies/model.ts';
import { scoreReplies, type ReplyScores } from '../../core/replies/score-replies.ts';
import { findUnknowable } from '../../core/replies/caution/unknowable.ts';
import { MODEL_VERSION } from './model-version.ts';

/** Best parent and addressees of each comment of a page; -1 = top level, or nobody. */
export type PageScores = Omit<ReplyScores, 'isHard'>;

/** What explains a page's scores, comment by comment. */
export interface PageExplainer {
  order: OrderModel;
  orderFacts: readonly string[];
  explain(index: number): Inference;
}

type Later<T> = T | Promise<T>;

/** The reply model as the engine uses it; injected, so that tests can count its work. */
export interface PageModel {
  /** Changes whenever the same page could score differently. */
  version: string;
  /** Pages will be scored soon: what that needs may be fetched. */
  prepare?(): void;
  score(comments: readonly InferenceComment[], options: InferOptions): Later<PageScores>;
  explainer(comments: readonly InferenceComment[], options: InferOptions): Later<PageExplainer>;
}

export const PAGE_MODEL: PageModel = {
  version: MODEL_VERSION,
  score: (comments, options) => scoreReplies(comments, options),
  explainer(comments, options) {
    const { inferred, explain } = explainPage(comments, options);
    const order = orderOf(inferred);
    return { order, orderFacts: factsOf(inferred), explain };
  },
};

/** The second half of MODEL_VERSION. */
export function hashWeights(): string {
  return LAYOUTS.map((layout) => {
    const { first, second, temperature, crosses } = SHIPPED[layout];
    const pairs = crosses ? [...crosses.one, ...crosses.two, ...crosses.weight] : [];
    const floats = Float32Array.from([...first, ...second, temperature, ...pairs]);
    return hashBytes(new Uint8Array(floats.buffer)).slice(0, 4);
  }).join('');
}

const ORDERS: Readonly<Record<Layout, OrderModel>> = {
  'one-level': 'one-level',
  nested: 'nested',
  chronological: 'chronological',
  chat: 'chronological',
};

const WORDS: Readonly<Record<Layout, string>> = {
  'one-level': 'threads one after the other, each with its replies by time',
  nested: 'nested replies, each right under what it answers',
  chronological: 'one stream by time',
  chat: 'a chat: many short comments in quick succession',
};

function strongest({ beliefs }: InferredPage): InferredPage['beliefs'][number] | undefined {
  return [...beliefs].sort((a, b) => b.weight - a.weight)[0];
}

function orderOf(inferred: InferredPage): OrderModel {
  const best = strongest(inferred);
  if (!best) return 'unknown';
  return best.isReversed ? 'newest-first' : ORDERS[best.layout];
}

function factsOf(inferred: InferredPage): string[] {
  const best = strongest(inferred);
  const { stepsBack } = inferred.page.runs;
  const facts: string[] = [];
  if (stepsBack === 1) facts.push('Once a comment is earlier than the one above it.');
  if (stepsBack > 1) {
    facts.push(`${String(stepsBack)} comments are earlier than the one above them.`);
  }
  if (best?.isReversed === true) facts.push('The page shows the newest comment first.');
  else if (best) {
    const percent = String(Math.round(best.weight * 100));
    facts.push(`Read as ${WORDS[best.layout]} (${percent} %).`);
  }
  if (findUnknowable(inferred)) {
    facts.push(
      'So many comments in one stream: only those that name or quote somebody can be placed.',
    );
  }
  return facts;
}

/** Knows nothing: every reply stays unknowable. */
export const NO_MODEL: PageModel = {
  version: 'none',
  score: (comments) => {
    const { kind: _kind, ...nothing } = unknownReplies(comments.length);
    return { ...nothing, isUnknowable: new Uint8Array(comments.length).fill(1) };
  },
  explainer: () => ({ order: 'unknown', orderFacts: [], explain: () => ({ candidates: [] }) }),
};
