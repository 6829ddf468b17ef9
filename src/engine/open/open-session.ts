import type { Engine } from '../engine.ts';
import { hashVerdicts, loadVerdicts } from '../decisions/corrections.ts';
import { hashText, makePart, usable } from '../storage/checksum.ts';
import { loadNames } from '../decisions/name-verdicts.ts';
import { hashMerges, loadMerges, pairsOf } from '../decisions/merges.ts';
import { type OpenCorpus, regroup } from './open-corpus.ts';
import type { SearchIndex } from '../../core/search/index/search-index.ts';
import { late } from '../late.ts';
import { slicer } from '../pause.ts';
import type { EarlyScores } from '../replies/early-scores.ts';
import { RepliesState } from '../replies/replies-state.ts';
import type { ScorePool } from '../replies/score-pool.ts';
import { LateSearch } from '../search/late-search.ts';
import { Session } from '../session.ts';
import {
  type CorpusRow,
  STORED_SCHEMA,
  type StoragePort,
  type StoredPart,
} from '../storage/storage-port.ts';
import { buffersOf, repliesOf } from '../storage/stored-replies.ts';

const REPLIES = 'replies';
/** Comments whose replies are inferred before a corpus is shown. */
const AT_ONCE = 1000;

interface Given {
  fresh: SearchIndex | null;
  kept: StoredPart | null;
  /** What was inferred while the corpus was read. */
  early: EarlyScores | null;
}

/** A session on a corpus: the reader's verdicts, kept inferences, and the rest inferred behind it. */
export async function openSession(
  engine: Engine,
  corpus: OpenCorpus,
  { fresh, kept, early }: Given,
): Promise<Session> {
  const { storage } = engine;
  const [verdicts, names, merges] = await Promise.all([
    loadVerdicts(storage, corpus),
    loadNames(storage, corpus),
    loadMerges(storage, corpus),
  ]);
  const pairs = pairsOf(corpus, merges.active());
  if (pairs.length > 0) regroup(corpus, pairs);
  const replies = new RepliesState(corpus, engine.ports.model, verdicts, names);
  const index = indexOnDemand(engine, corpus, fresh);
  const search = new LateSearch(corpus, replies, index);
  const session = new Session(corpus, replies, search, verdicts, names, merges);
  if (restoreReplies(engine, session, kept)) return session;
  const isAtOnce = corpus.columns.count <= AT_ONCE;
  const pool = (await early?.handOver(session)) ?? null;
  const running = inferRest(engine, session, isAtOnce, pool);
  if (isAtOnce) await running;
  return session;
}

/** Infers what is pending, in the background unless `isAtOnce`, and keeps it when all is done. */
export function inferRest(
  engine: Engine,
  session: Session,
  isAtOnce: boolean,
  pool: ScorePool | null = null,
): Promise<void> {
  const running = session.replies.run({
    onProgress: (done, total) => engine.ports.emit({ event: 'inferred', done, total }),
    isIdle: (quietMs) => isAtOnce || engine.isIdle(quietMs),
    threads: engine.ports.scorers,
    pool,
  });
  const kept = running.then(() => keepReplies(engine, session));
  kept.catch(() => undefined);
  return running;
}

/** The index, when it is first asked for: the fresh one, the stored one, or a new one. */
function indexOnDemand(
  engine: Engine,
  corpus: OpenCorpus,
  fresh: SearchIndex | null,
): () => Promise<SearchIndex> {
  let index: Promise<SearchIndex> | null = fresh ? Promise.resolve(fresh) : null;
  const make = async (): Promise<SearchIndex> => {
    const { indexCorpus, loadIndex, storeIndex } = await late(
      () => import('../storage/search-index-store.ts'),
    );
    const stored = await loadIndex(engine.storage, corpus.row);
    if (stored) return stored;
    const made = await indexCorpus(corpus, slicer());
    await storeIndex(engine.storage, corpus.row, made);
    return made;
  };
  return () => {
    index ??= make().catch((error: unknown) => {
      index = null;
      throw error;
    });
    return index;
  };
}

function inputOf(engine: Engine, { corpus, verdicts, names, merges }: Session): string {
  const { version } = engine.ports.model;
  const decided = `${hashVerdicts(corpus, verdicts)}${names.hash()}${hashMerges(merges)}`;
  return hashText(`${corpus.row.chain}|${version}|${decided}`);
}

/** The stored replies, asked for before all that they follow from is there; null when there are none. */
export function readReplies(storage: StoragePort, row: CorpusRow): Promise<StoredPart | null> {
  return storage.part(row.id, REPLIES).catch(() => null);
}

function restoreReplies(engine: Engine, session: Session, part: StoredPart | null): boolean {
  const { corpus } = session;
  const buffers = usable(part, STORED_SCHEMA, inputOf(engine, session));
  const kept = buffers && repliesOf(buffers, corpus.columns.count);
  if (!kept) return false;
  corpus.replies = kept;
  session.replies.restore();
  return true;
}

/** Keeps inferences for the next visit; they can be made again, so a refusal is no error. */
export async function keepReplies(engine: Engine, session: Session): Promise<void> {
  const { corpus, replies } = session;
  if (!replies.isComplete || !replies.isPlain) return;
  const buffers = buffersOf(corpus.replies);
  const input = inputOf(engine, session);
  const part = makePart(corpus.row.id, REPLIES, STORED_SCHEMA, input, buffers);
  await engine.storage.commit({ parts: [part] }).catch(() => undefined);
}
