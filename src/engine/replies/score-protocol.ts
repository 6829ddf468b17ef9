/** What the engine and a thread that scores pages say to each other. Typed arrays are transferred. */
import type { PackedPage } from './page-input.ts';
import type { PageScores } from './page-model.ts';
import type { EngineError } from '../protocol.ts';

export interface ToScorer {
  pages: PackedPage[];
}

/** Answers come in the order of the questions. */
export type FromScorer = { scores: PageScores[] } | { error: EngineError };
