import type { Article, ImportedComment } from '../core/corpus.ts';
import type { ImportSink } from './importer.ts';

/** A sink that keeps everything in memory; the receipt is built by whoever feeds it (see registry). */
export interface CollectingSink extends ImportSink {
  articles: Article[];
  comments: ImportedComment[];
}

export function collectingSink(): CollectingSink {
  const articles: Article[] = [];
  const comments: ImportedComment[] = [];
  return {
    ...nullSink(),
    articles,
    comments,
    article: (a) => void articles.push(a),
    comment: (c) => void comments.push(c),
  };
}

/** A sink that takes everything and keeps nothing: for counting, timing and previews. */
export function nullSink(): ImportSink {
  const nothing = (): void => undefined;
  return {
    article: nothing,
    comment: nothing,
    reject: nothing,
    furniture: nothing,
    warn: nothing,
    describe: nothing,
    ready: () => Promise.resolve(),
  };
}
