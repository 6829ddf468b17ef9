import type { Article, ImportedComment, SourceRecord } from '../core/corpus.ts';
import type { Decision } from '../core/decisions.ts';

/** A comment with what is known about whom it answers; `parent` beside it is what the source states. */
export interface ExportComment extends ImportedComment {
  /** Whom it counts as where the reader merged commenters: another name than `author`. */
  countsAs?: string;
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
  /** The sources with their receipts, for a backup; none when absent. */
  sources?: readonly SourceRecord[];
  /** What the reader decided, for a backup; none when absent. */
  decisions?: readonly Decision[];
  /** The same in words, for the list of decisions; none when absent. */
  decided?: readonly DecidedLine[];
  articles(): AsyncIterable<Article> | Iterable<Article>;
  comments(): AsyncIterable<readonly ExportComment[]> | Iterable<readonly ExportComment[]>;
}

/** One decision of the reader as a line of a list; '' where a field says nothing. */
export interface DecidedLine {
  on: Decision['on'];
  /** 'confirmed', 'chosen', 'ruled out', 'not this person', 'merged'. */
  said: string;
  /** The comment it is about, and the one it answers or does not ('top' = starts a thread). */
  id: string;
  article: string;
  author: string;
  time: string;
  text: string;
  otherId: string;
  otherAuthor: string;
}

/** What an export did. Filled while it is written, final at the end. */
export interface ExportReport {
  articles: number;
  comments: number;
  /** Decisions of the reader that are in the file. */
  decisions: number;
  /** Sources whose receipts are in the file. */
  sources: number;
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
