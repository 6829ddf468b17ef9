/**
 * Everything the page and the worker say to each other. Plain data only; typed arrays are transferred.
 */
import type { Article, Reading, Receipt } from '../core/corpus.ts';
import type { OrderModel } from '../core/replies/inference.ts';
import type { BrushIndex, Lanes, Network, Overlay } from '../core/results.ts';
import type { ListOrder, ViewState } from '../core/view.ts';
import type {
  CommenterRef,
  CommentRow,
  CorpusSummary,
  Counts,
  EvidencePanel,
  FirstAnswers,
  FacetRow,
  ListRow,
  Look,
  OrderTrial,
} from './answers.ts';
import type { FilePreview, ReadingChoices, StoppedImport } from './answers-import.ts';

export type * from '../core/results.ts';
export type * from './answers.ts';
export type * from './answers-import.ts';

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
  | 'read-only'
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
  /** Corpora that the browser lost and the reader has not let go yet. */
  losses?: readonly { name: string; expected: number; found: number; files: string[] }[];
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
  /** Title of the article it stands under. */
  article: string;
  parent: { row: number; id: string; author: CommenterRef; timeMin: number | null } | null;
}

/** One use of a nickname: characters [start, end) of a comment. */
export interface NameUse {
  row: number;
  id: string;
  author: CommenterRef;
  article: number;
  title: string;
  start: number;
  end: number;
  sentence: string;
}

/** A form that may mean a commenter; nothing is merged until it is confirmed. */
export interface NameEntry {
  form: string;
  /** Folded form: with the commenter's key, what identifies the entry. */
  key: string;
  commenter: CommenterRef;
  /** Similarity to the name, 0 to 1. */
  score: number;
  /** 'similar' resembles the name; 'context' is used towards them; 'decided' is known only by the verdict. */
  kind: 'similar' | 'context' | 'decided';
  state: 'proposed' | 'confirmed' | 'vetoed';
  uses: NameUse[];
}

/** A merge that counts: `from` and `into` are names of the sources, `now` is who both count as. */
export interface MergeEntry {
  order: number;
  from: CommenterRef & { count: number };
  into: CommenterRef & { count: number };
  now: CommenterRef;
}

/** The reader's word on who is one person; keys of commenters. */
export type MergeRequest =
  | { kind: 'merge'; from: readonly string[]; into: string }
  | { kind: 'take-back' | 'put-back'; pairs: readonly { from: string; into: string }[] };

export interface NamesLedger {
  names: NameEntry[];
  /** Comments looked at, of all: fewer when the corpus is large. */
  looked: number;
  total: number;
}

/** The reader's word on a nickname; `commenter` is a key. */
export interface NameVerdict {
  form: string;
  commenter: string;
  verdict: 'confirm' | 'veto' | 'clear';
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
  /** An import into it that was broken off; null or left out when none was. */
  stopped?: StoppedImport | null;
}

interface Accuracy {
  value: number;
  low: number;
  high: number;
}

export interface SelfTest {
  tested: number;
  /** Comments of which the model says that nobody can know. */
  unknowable: number;
  parentAccuracy: Accuracy;
  commenterAccuracy: Accuracy;
  /** `value` is the share that was right. */
  calibration: (Accuracy & { from: number; to: number; mean: number; count: number })[];
  calibrationError: number;
  worst: {
    row: number;
    id: string;
    comment: CommentRow | null;
    probability: number;
    said: CommentRow | null;
    truth: CommentRow | null;
  }[];
}

/** Name → what goes in and what comes out. Every call takes an AbortSignal on the page's side. */
export interface Calls {
  /** Opens a stored corpus, or the bundled one (fetching it on the first visit). */
  open: {
    /**
     * `view`: what will be looked at first. `canary` is added by the client: what storage should hold, as
     * last heard.
     */
    in: { id: string | null; dataUrl: string; view?: ViewState; canary?: string | null };
    /** With the first answers to the view, where it asks for no search. */
    out: CorpusSummary & { first?: FirstAnswers };
  };
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
  names: { in: null; out: NamesLedger };
  nameVerdict: { in: NameVerdict; out: null };
  merges: { in: null; out: MergeEntry[] };
  /** Merges commenters, or takes merges back in any order; the corpus as it counts from then on. */
  merge: { in: MergeRequest; out: CorpusSummary };
  /** Which comments change parent under another order model of an article. */
  compareOrder: { in: { article: number; order: OrderModel }; out: OrderTrial };
  selfTest: { in: null; out: SelfTest };
  /**
   * Files into a new corpus (`into` null) or an open one. Progress arrives as events. `readings` run in
   * parallel to `files`, `handles` too where the browser gave them.
   */
  importFiles: {
    in: {
      files: File[];
      into: string | null;
      name: string;
      readings?: Reading[];
      handles?: FileSystemFileHandle[];
    };
    out: { corpus: CorpusSummary | null; files: ImportedFile[] };
  };
  /** What an import would make of files, with `most` rows each. Stores nothing. */
  previewFiles: {
    in: { files: File[]; readings: Reading[]; most: number };
    out: FilePreview[];
  };
  readingChoices: { in: null; out: ReadingChoices };
  /** Goes on with a stopped import; other content than it began with is refused and changes nothing. */
  resumeImport: {
    in: { id: string; files: File[] };
    out: { corpus: CorpusSummary | null; files: ImportedFile[] };
  };
  /** Takes back what a stopped import stored. */
  discardImport: { in: { id: string }; out: null };
  /** The files a corpus was read from, where they are kept; null when one is not. */
  keptFiles: { in: { id: string }; out: File[] | null };
  generate: { in: { comments: number }; out: CorpusSummary };
  /** The formats that `exportCorpus` knows, as readers know them. */
  exporters: { in: null; out: { id: string; label: string; extension: string }[] };
  /** All of the open corpus, or what the view shows of it, as a file. */
  exportCorpus: {
    in: { exporter: string; gzip: boolean; shownOnly: boolean };
    out: {
      fileName: string;
      mime: string;
      blob: Blob;
      report: {
        articles: number;
        comments: number;
        /** Decisions of the reader in the file. */
        decisions: number;
        guardedCells: number;
        droppedCodePoints: number;
      };
      /** What to know about the file, in plain sentences. */
      notes: string[];
    };
  };
  /** Original lines around a comment, when the source is kept. */
  original: { in: { row: number }; out: { startLine: number; lines: string[] } | null };
  storage: { in: { persist: boolean }; out: StorageState };
  /** The reader lets go of corpora that the browser lost. */
  forgetLosses: { in: null; out: StorageState };
  /** Bytes of typed arrays by what they are for, for the benchmarks. */
  memoryByPart: { in: null; out: Record<string, number> };
}

/** Unasked-for messages from the worker. */
export type EngineEvent =
  | { event: 'progress'; progress: ImportProgress }
  | { event: 'inferred'; done: number; total: number }
  /** The counts of a look that is under way, as soon as they are known; the look itself follows. */
  | { event: 'counted'; view: ViewState; counts: Counts }
  | { event: 'changed-elsewhere'; corpusId: string; what: 'deleted' | 'upgraded' | 'imported' }
  | { event: 'storage'; storage: StorageState }
  | { event: 'fatal'; error: EngineError }
  /** A part of the worker that comes late is not on the host, or cannot be reached. */
  | { event: 'part-missing' }
  /** The worker died and was replaced; what was waiting is asked again. */
  | { event: 'restarted'; attempt: number }
  /** What storage holds now, for the client to keep outside of it. Never reaches listeners. */
  | { event: 'canary'; text: string };
