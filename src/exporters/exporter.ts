import type { Article, ImportedComment } from '../core/corpus.ts';

/** A comment with what is known about whom it answers; `parent` beside it is what the source states. */
export interface ExportComment extends ImportedComment {
  reply?: {
    /** Id of the comment it answers; null = top level. */
    parent: string | null;
    kind: 'stated' | 'settled' | 'inferred';
    /** 1 for stated and settled ones. */
    probability: number;
  };
}

/** What is exported. Every call gives the articles or comments from the start; comments in recorded order. */
export interface ExportInput {
  name: string;
  articleCount: number;
  commentCount: number;
  articles(): AsyncIterable<Article> | Iterable<Article>;
  comments(): AsyncIterable<readonly ExportComment[]> | Iterable<readonly ExportComment[]>;
}

/** What an export did. Filled while it is written, final at the end. */
export interface ExportReport {
  articles: number;
  comments: number;
  /** Cells that were given an apostrophe so that a spreadsheet does not run them. */
  guardedCells: number;
  /** Code points left out because the format forbids them. */
  droppedCodePoints: number;
}

/** One format. `write` yields text in pieces; nothing is kept but what the format needs. */
export interface Exporter {
  id: string;
  /** As the reader knows it: "CSV for spreadsheets". */
  label: string;
  extension: string;
  mime: string;
  write(input: ExportInput, report: ExportReport): AsyncGenerator<string>;
}
