import type { Receipt } from '../core/corpus.ts';
import type { Confidence, Evidence, OrderModel } from '../core/replies/inference.ts';
import type { Histogram, Lanes, Overlay, ReplyRange } from '../core/results.ts';
import type { StorageState } from './protocol.ts';

export interface CommenterSummary {
  index: number;
  key: string;
  /** Null = without a name. */
  name: string | null;
  count: number;
  /** People behind it: [1, 1] for a name, [1, count] for the nameless of an article. */
  people: readonly [number, number];
  /** 0–7 for the eight most frequent named commenters, -1 for the rest (grey). */
  hue: number;
}

export interface ArticleSummary {
  index: number;
  key: string;
  title: string;
  count: number;
  fromMin: number | null;
  toMin: number | null;
  /** Comments whose text is mostly right-to-left. */
  rightToLeft: number;
  order: OrderModel;
  paragraphs: number;
}

export interface SourceSummary {
  index: number;
  key: string;
  name: string;
  importer: string;
  importerLabel: string;
  bytes: number;
  comments: number;
  receipt: Receipt;
}

export interface CorpusSummary {
  id: string;
  name: string;
  isSample: boolean;
  isGenerated: boolean;
  count: number;
  undated: number;
  fromMin: number | null;
  toMin: number | null;
  stated: number;
  duplicates: number;
  namedCommenters: number;
  /** Comments without a name: written by [1 … n] people per article, summed. */
  nameless: { comments: number; people: readonly [number, number] };
  /** The most frequent first, at most 500; `facet` pages the rest. */
  commenters: CommenterSummary[];
  commenterCount: number;
  /** Key of each commenter that the reader merged → key of the one it counts as. */
  merged: Readonly<Record<string, string>>;
  /** By first comment, at most 500. */
  articles: ArticleSummary[];
  articleCount: number;
  sources: SourceSummary[];
  /** sha-256 of the sources' hashes, first 8 hex: permalinks carry it. */
  fingerprint: string;
  storage: StorageState;
}

export interface FacetRow {
  index: number;
  key: string;
  label: string | null;
  /** Other names that the reader merged into this commenter. */
  also: readonly string[];
  total: number;
  /** Passing every filter but this facet's own. */
  shown: number;
  people: readonly [number, number];
  hue: number;
  /** Of an article: its first comment, and how many are written right to left. */
  fromMin?: number | null;
  rightToLeft?: number;
}

export interface QueryNotice {
  message: string;
  /** Characters of the query text it speaks of. */
  start: number;
  end: number;
}

/** How much of the corpus a view shows. */
export interface Counts {
  shown: number;
  total: number;
  /** The query is still being searched for: at least these are shown, and another look brings more. */
  isPartial?: boolean;
}

/** The answer to a view: everything that is cheap at any size. */
export interface Look extends Counts {
  epoch: number;
  histogram: Histogram;
  commenters: FacetRow[];
  commentersShown: number;
  articles: FacetRow[];
  replies: ReplyRange;
  /** Replies inferred so far, of all comments. */
  inferred: { done: number; total: number; unknowable?: number };
  notices: QueryNotice[];
  /** When nothing is shown: what dropping each single filter would show, best first. */
  remedies: { filter: 'query' | 'time' | 'by' | 'in' | 'edge' | 'once'; shown: number }[];
  /** Rows in the comment list (shown comments plus headings of articles). */
  listLength: number;
}

/** What a view shows before anything else: its counts, and the chart over time where that has more to it. */
export interface FirstAnswers {
  look: Look;
  lanes: Lanes | null;
  overlay: Overlay | null;
}

export interface CommenterRef {
  index: number;
  key: string;
  name: string | null;
  hue: number;
}

/** What stands beside a comment about whom it answers. */
export interface ReplyChip {
  kind: 'stated' | 'settled' | 'inferred' | 'pending' | 'unknowable';
  /** Null = top level (starts a thread). */
  parent: { row: number; id: string; author: CommenterRef; timeMin: number | null } | null;
  probability: number;
  confidence: Confidence;
  /** The commenters it answers at the threshold, as the network counts it: summed over their comments. */
  to: { author: CommenterRef; probability: number }[];
  /** "quotes 'dogs can fly'". */
  gist: string;
  /** At or above the view's threshold. */
  isShown: boolean;
}

export interface CommentRow {
  kind: 'comment';
  row: number;
  /** Place among the comments of the list, from 1; 0 outside of a list. */
  position: number;
  /** Permalink id. */
  id: string;
  author: CommenterRef;
  /** The name it is signed with, where that is another than the author's: the reader merged the two. */
  signed: string | null;
  article: number;
  timeMin: number | null;
  timeText: string | null;
  body: string;
  isRightToLeft: boolean;
  isGuest: boolean;
  avatar: string | null;
  /** Row and id of the comment this one repeats. */
  duplicateOf: { row: number; id: string } | null;
  cannotBeRoot: boolean;
  depth: number;
  /** Query matches, [start, end) in `body`. */
  marks: (readonly [number, number])[];
  reply: ReplyChip;
  line: number | null;
  source: number;
  /** First line of what it answers when the parent is not right above it. */
  parentSnippet: string | null;
}

export interface ArticleRow {
  kind: 'article';
  index: number;
  key: string;
  title: string;
  comments: number;
  /** Of how many nobody can say what they answer; 0 while the article is still to be read. */
  unknowable: number;
}

export type ListRow = CommentRow | ArticleRow;

export interface EvidenceCandidate {
  parent: CommentRow | null;
  probability: number;
  confidence: Confidence;
  evidence: Evidence[];
  /** For a rival: why it lost, in words. */
  lostBecause: string | null;
}

/** Why a comment is drawn where it is. Spans of evidence index `bodies` by page index or 'article'. */
export interface EvidencePanel {
  comment: CommentRow;
  kind: ReplyChip['kind'];
  candidates: EvidenceCandidate[];
  /** Page index of the comment and of each candidate, in the same order (null = top level). */
  pageIndex: number;
  candidateIndex: (number | null)[];
  order: OrderModel;
  /** What the order of the page proves, in words; empty when nothing. */
  orderFacts: string[];
  articleText: string;
}

/** A comment as lists of changes name it. */
export interface CommentRef {
  author: CommenterRef;
  timeMin: number | null;
}

/** What becomes of an article's replies under another order model. */
export interface OrderTrial {
  /** Ids of all comments whose best parent changes. */
  changed: string[];
  /** Comments that keep their parent, but by ten points more or less probable. */
  shifted: number;
  /** The first 50 of `changed`: whom they answer now and then. */
  changes: (CommentRef & {
    id: string;
    now: CommentRef | 'top' | 'unknown';
    then: CommentRef | 'top' | 'unknown';
  })[];
}
