/**
 * Everything the page and the worker say to each other. Plain data only; typed arrays are transferred.
 */
import type { Article, Receipt } from '../core/corpus.ts';
import type { Confidence, Evidence, OrderModel } from '../core/replies/inference.ts';
import type { ListOrder, ViewState } from '../core/view.ts';

export type EngineErrorCode =
  | 'quota'
  | 'blocked'
  | 'newer'
  | 'corrupt'
  | 'unavailable'
  | 'lost'
  | 'aborted'
  | 'integrity'
  | 'not-json'
  | 'network'
  | 'unreadable'
  | 'busy'
  | 'internal';

export interface EngineError {
  code: EngineErrorCode;
  /** What happened, what was kept, what to do: one or two plain sentences. */
  message: string;
  data?: Record<string, string | number>;
}

/** Where the corpus lives, and what the reader must know about it. */
export interface StorageState {
  backend: 'indexeddb' | 'memory';
  /** Why memory: IndexedDB absent, blocked, full, made by a newer version … */
  reason: EngineErrorCode | null;
  message: string | null;
  usedBytes: number | null;
  quotaBytes: number | null;
  persisted: boolean;
}

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
  /** By first comment, at most 500. */
  articles: ArticleSummary[];
  articleCount: number;
  sources: SourceSummary[];
  /** sha-256 of the sources' hashes, first 8 hex: permalinks carry it. */
  fingerprint: string;
  storage: StorageState;
}

/** Bins of equal nature; silence between segments is folded. Times in floating minutes. */
export interface TimeAxis {
  segments: { startMin: number; endMin: number }[];
  binStart: Float64Array;
  binEnd: Float64Array;
  /** Segment index of each bin. */
  binSegment: Uint32Array;
  /** '30 min', 'day', 'month' … */
  unit: string;
}

export interface Histogram {
  axis: TimeAxis;
  all: Uint32Array;
  /** Passing every filter but time. */
  shown: Uint32Array;
}

export interface FacetRow {
  index: number;
  key: string;
  label: string | null;
  total: number;
  /** Passing every filter but this facet's own. */
  shown: number;
  people: readonly [number, number];
  hue: number;
}

/** A reply count: `low` = stated, settled or strong; `high` = all at or above the threshold. */
export interface ReplyRange {
  stated: number;
  low: number;
  high: number;
}

export interface QueryNotice {
  message: string;
  /** Characters of the query text it speaks of. */
  start: number;
  end: number;
}

/** The answer to a view: everything that is cheap at any size. */
export interface Look {
  epoch: number;
  shown: number;
  total: number;
  histogram: Histogram;
  commenters: FacetRow[];
  commentersShown: number;
  articles: FacetRow[];
  replies: ReplyRange;
  /** Replies inferred so far, of all comments. */
  inferred: { done: number; total: number };
  notices: QueryNotice[];
  /** When nothing is shown: what dropping each single filter would show, best first. */
  remedies: { filter: 'query' | 'time' | 'by' | 'in' | 'edge' | 'once'; shown: number }[];
  /** Rows in the comment list (shown comments plus headings of articles). */
  listLength: number;
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
  /** "quotes 'dogs can fly'". */
  gist: string;
  /** At or above the view's threshold. */
  isShown: boolean;
}

export interface CommentRow {
  kind: 'comment';
  row: number;
  /** Permalink id. */
  id: string;
  author: CommenterRef;
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
}

export type ListRow = CommentRow | ArticleRow;

/** One comment as a mark of the lane view. Arrays run in parallel, one entry a mark. */
export interface Lanes {
  lanes: { key: string; name: string | null; hue: number; isOthers: boolean; count: number }[];
  axis: TimeAxis;
  row: Uint32Array;
  lane: Uint16Array;
  time: Float64Array;
  /** 1 = passes every filter. */
  shown: Uint8Array;
  /** 1 = starts a thread (or its parent is below the threshold). */
  root: Uint8Array;
  /** Arcs: child and parent as indices of marks. */
  arcFrom: Uint32Array;
  arcTo: Uint32Array;
  arcProbability: Float32Array;
  arcStated: Uint8Array;
  /** Past ~2,000 marks: counts per lane × bin instead of marks (row-major by lane). */
  density: { all: Uint32Array; shown: Uint32Array } | null;
}

/** Comments by time since the first one of their article (or thread, when there is one article). */
export interface Overlay {
  by: 'article' | 'thread';
  series: {
    key: string;
    label: string;
    hue: number;
    elapsedMin: Float64Array;
    shown: Uint8Array;
  }[];
  leftOut: number;
}

export interface NetworkCommenter {
  index: number;
  key: string;
  name: string | null;
  people: readonly [number, number];
  hue: number;
  comments: number;
  shown: number;
  /** −1…1, to be scaled into the panel. */
  x: number;
  y: number;
}

export interface NetworkEdge {
  from: number;
  to: number;
  /** Keys of the two commenters. */
  fromKey: string;
  toKey: string;
  /** Under the current filters. */
  shown: ReplyRange;
  /** Without filters, at the current threshold. */
  total: ReplyRange;
  isReciprocal: boolean;
  /** Mean probability of its replies. */
  probability: number;
}

/** Strongest first; `left out` says what the cap hides. `from`/`to` index `commenters`. */
export interface Network {
  commenters: NetworkCommenter[];
  edges: NetworkEdge[];
  leftOut: { commenters: number; edges: number };
  inferred: { done: number; total: number };
  reciprocity: number | null;
}

/** Cumulative counts over the active dimension (time): entry i counts what lies before edge i. */
export interface BrushIndex {
  epoch: number;
  /** Floating minutes of each step, ascending. */
  edges: Float64Array;
  total: Uint32Array;
  /** Row-major: group × edges.length. */
  commenters: { index: Uint32Array; counts: Uint32Array };
  articles: { index: Uint32Array; counts: Uint32Array };
  pairs: { from: Uint32Array; to: Uint32Array; counts: Uint32Array };
}

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

/** The reader's last word on one comment; parent null = top level. */
export type Correction =
  | { kind: 'confirm' | 'choose'; row: number; parent: number | null }
  | { kind: 'reject'; row: number; parent: number | null }
  | { kind: 'clear'; row: number };

export interface CorrectionEntry {
  row: number;
  id: string;
  author: CommenterRef;
  timeMin: number | null;
  kind: 'confirm' | 'choose' | 'reject';
  parent: { row: number; id: string; author: CommenterRef } | null;
}

export interface ImportProgress {
  source: string;
  bytesRead: number;
  bytesTotal: number | null;
  comments: number;
  commentsPerSecond: number;
  stage: 'reading' | 'storing' | 'indexing' | 'inferring' | 'done';
}

export interface ImportedFile {
  name: string;
  status: 'imported' | 'already-there' | 'refused';
  receipt: Receipt | null;
  importerLabel: string;
  message: string | null;
}

export interface CorpusEntry {
  id: string;
  name: string;
  isSample: boolean;
  isGenerated: boolean;
  count: number;
  state: 'importing' | 'complete' | 'damaged';
  bytes: number;
}

export interface SelfTest {
  tested: number;
  parentAccuracy: { value: number; low: number; high: number };
  commenterAccuracy: { value: number; low: number; high: number };
  calibration: { from: number; to: number; mean: number; right: number; count: number }[];
  worst: {
    row: number;
    id: string;
    probability: number;
    said: CommentRow | null;
    truth: CommentRow | null;
  }[];
}

/** Name → what goes in and what comes out. Every call takes an AbortSignal on the page's side. */
export interface Calls {
  /** Opens a stored corpus, or the bundled one (fetching it on the first visit). */
  open: { in: { id: string | null; dataUrl: string }; out: CorpusSummary };
  list: { in: null; out: CorpusEntry[] };
  rename: { in: { id: string; name: string }; out: null };
  remove: { in: { id: string }; out: null };
  look: { in: ViewState; out: Look };
  rows: { in: { order: ListOrder; start: number; end: number }; out: ListRow[] };
  /** Position in the current list of a comment id; -1 when it is filtered out. */
  locate: { in: { id: string }; out: number };
  article: { in: { index: number }; out: Article };
  facet: {
    in: { kind: 'commenter' | 'article'; search: string; offset: number; limit: number };
    out: { rows: FacetRow[]; total: number };
  };
  lanes: { in: null; out: Lanes };
  overlay: { in: null; out: Overlay };
  network: { in: null; out: Network };
  brush: { in: { edges: Float64Array; pairs: { from: number; to: number }[] }; out: BrushIndex };
  evidence: { in: { row: number }; out: EvidencePanel };
  correct: { in: Correction; out: null };
  corrections: { in: null; out: CorrectionEntry[] };
  /** Which comments change parent under another order model of an article. */
  compareOrder: { in: { article: number; order: OrderModel }; out: { changed: string[] } };
  selfTest: { in: null; out: SelfTest };
  /** Files into a new corpus (`into` null) or an open one. Progress arrives as events. */
  importFiles: {
    in: { files: File[]; into: string | null; name: string };
    out: { corpus: CorpusSummary | null; files: ImportedFile[] };
  };
  generate: { in: { comments: number }; out: CorpusSummary };
  /** Original lines around a comment, when the source is kept. */
  original: { in: { row: number }; out: { startLine: number; lines: string[] } | null };
  storage: { in: { persist: boolean }; out: StorageState };
}

/** Unasked-for messages from the worker. */
export type EngineEvent =
  | { event: 'progress'; progress: ImportProgress }
  | { event: 'inferred'; done: number; total: number }
  | { event: 'changed-elsewhere'; corpusId: string; what: 'deleted' | 'upgraded' | 'imported' }
  | { event: 'storage'; storage: StorageState }
  | { event: 'fatal'; error: EngineError };
