import type { Columns, Commenter, CorpusTables } from '../columns.ts';
import type { RowSet } from './rows.ts';

/** What a search needs besides the index. Arrays have one entry per row of the index. */
export interface SearchContext {
  columns: Pick<Columns, 'time' | 'flags' | 'words'>;
  commenters: readonly Pick<Commenter, 'name'>[];
  /** All commenters that count as the same one as this one, itself too; absent = each is on its own. */
  together?: (commenter: number) => readonly number[];
  articles: readonly Pick<CorpusTables['articles'][number], 'id' | 'title'>[];
  /** Parent of each row, stated or inferred at the current threshold: a row, PARENT_TOP or PARENT_UNKNOWN. */
  parents: Int32Array;
  /** Of each row, comments by those it answers at the threshold (negative = nobody); absent = the parent alone. */
  answered?: () => { first: Int32Array; second: Int32Array };
  /** Probability of that parent, 1 when stated; null = all 1. */
  confidence: Float32Array | null;
  /** Bodies of some rows (at most 1,024 a call), in the order asked for: phrases and patterns are checked in them. */
  textOf(rows: Uint32Array): Promise<readonly string[]>;
  /**
   * Hears, between batches of texts, which rows are certain to be among the answers so far. The set goes
   * on growing; it is only told where rows that are found can not be dropped again.
   */
  onFound?: (rows: RowSet) => void;
  signal?: AbortSignal;
  /** Awaited now and then, so that other messages are heard. */
  pause?(): Promise<void>;
}
