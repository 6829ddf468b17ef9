import type {
  InferenceComment,
  InferOptions,
  Inference,
  OrderModel,
} from '../core/replies/inference.ts';

/** Best parent of each comment of a page; -1 = top level. */
export interface PageScores {
  parent: Int32Array;
  probability: Float32Array;
}

/** What explains a page's scores, comment by comment. */
export interface PageExplainer {
  order: OrderModel;
  orderFacts: readonly string[];
  explain(index: number): Inference;
}

/** The reply model as the engine uses it; injected, so that tests can count its work. */
export interface PageModel {
  /** Changes whenever the same page could score differently. */
  version: string;
  score(comments: readonly InferenceComment[], options: InferOptions): PageScores;
  explainer(comments: readonly InferenceComment[], options: InferOptions): PageExplainer;
}

/** Knows nothing: every reply stays unknowable. */
export const NO_MODEL: PageModel = {
  version: 'none',
  score: (comments) => ({
    parent: new Int32Array(comments.length).fill(-1),
    probability: new Float32Array(comments.length),
  }),
  explainer: () => ({ order: 'unknown', orderFacts: [], explain: () => ({ candidates: [] }) }),
};
