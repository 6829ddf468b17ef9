/** Reply inference over made pages that state no parents. */
import { parseFloating } from '../../../src/core/dates.ts';
import { generatePages } from '../../../src/core/generate/corpus.ts';
import { inferReplies, scoreReplies } from '../../../src/core/replies/infer.ts';
import type { InferenceComment } from '../../../src/core/replies/inference.ts';

export interface InferenceFigures {
  /** The first page of 20 on code that never ran, with its evidence; and the same one when warm. */
  firstPageMs: number;
  warmPageMs: number[];
}

let pages: { input: InferenceComment[]; article: string }[] = [];

export const inferenceTasks = {
  inferencePages: ({ comments }: { comments: number }): void => {
    pages = Array.from(generatePages({ comments, withoutReplies: true }), (page) => ({
      input: page.comments.map(({ author, time, body }) => ({
        ...{ author, body, time: time === null ? null : parseFloating(time) },
      })),
      article: page.article.paragraphs.join('\n\n'),
    }));
  },

  inferFirst: (_: null): InferenceFigures => {
    const small = pages.find(({ input }) => input.length >= 20)?.input.slice(0, 20) ?? [];
    const timed = (): number => {
      const start = performance.now();
      inferReplies(small);
      return performance.now() - start;
    };
    return { firstPageMs: timed(), warmPageMs: Array.from({ length: 50 }, timed) };
  },

  inferAll: (_: null): void => {
    for (const { input, article } of pages) scoreReplies(input, { article });
  },
};
