/** Reply inference over made pages that state no parents. */
import { parseFloating } from '../../../src/core/dates.ts';
import { generatePages } from '../../../src/core/generate/corpus.ts';
import { inferReplies, scoreReplies } from '../../../src/core/replies/infer.ts';
import type { InferenceComment } from '../../../src/core/replies/inference.ts';

export interface InferenceFigures {
  /** Wall time of scoring every page, ms. */
  allMs: number;
  comments: number;
  /** The first page of all, on code that never ran, with its evidence; and one of 20 when warm. */
  firstPageMs: number;
  warmPageMs: number[];
}

export const inferenceTasks = {
  inference: ({ comments: wanted }: { comments: number }): InferenceFigures => {
    let allMs = 0;
    let comments = 0;
    let firstPageMs = NaN;
    let small: InferenceComment[] = [];
    for (const page of generatePages({ comments: wanted, withoutReplies: true })) {
      const input = page.comments.map(({ author, time, body }): InferenceComment => ({
        ...{ author, body, time: time === null ? null : parseFloating(time) },
      }));
      if (small.length === 0 && input.length >= 20) {
        small = input.slice(0, 20);
        const start = performance.now();
        inferReplies(small);
        firstPageMs = performance.now() - start;
      }
      const start = performance.now();
      scoreReplies(input, { article: page.article.paragraphs.join('\n\n') });
      allMs += performance.now() - start;
      comments += input.length;
    }
    const warmPageMs = Array.from({ length: 50 }, () => {
      const start = performance.now();
      inferReplies(small);
      return performance.now() - start;
    });
    return { allMs, comments, firstPageMs, warmPageMs };
  },
};
