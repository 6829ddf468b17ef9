import type { Engine } from './engine.ts';
import { hashVerdicts, loadVerdicts, type Verdict } from './corrections.ts';
import { hashText, makePart, usable } from './checksum.ts';
import { loadNames, type NameBook } from './name-verdicts.ts';
import type { OpenCorpus } from './open-corpus.ts';
import type { SearchIndex } from '../core/search/index/search-index.ts';
import { slicer } from './pause.ts';
import { RepliesState } from './replies-state.ts';
import { indexCorpus, loadIndex, storeIndex } from './search-index-store.ts';
import { SearchState } from './search-state.ts';
import { Session } from './session.ts';
import { STORED_SCHEMA } from './storage-port.ts';

const REPLIES = 'replies';
/** Comments whose replies are inferred before a corpus is shown. */
const AT_ONCE = 1000;

/** A session on a corpus: the reader's verdicts, kept inferences, and the rest inferred behind it. */
export async function openSession(
  engine: Engine,
  corpus: OpenCorpus,
  fresh: SearchIndex | null,
): Promise<Session> {
  const verdicts = await loadVerdicts(engine.storage, corpus);
  const names = await loadNames(engine.storage, corpus);
  const replies = new RepliesState(corpus, engine.ports.model, verdicts, names);
  const index = indexOnDemand(engine, corpus, fresh);
  const search = new SearchState(corpus, replies, index);
  const session = new Session(corpus, replies, search, verdicts, names);
  if (await restoreReplies(engine, session)) return session;
  const isAtOnce = corpus.columns.count <= AT_ONCE;
  const running = inferRest(engine, session, isAtOnce);
  if (isAtOnce) await running;
  return session;
}

/** Infers what is pending, in the background unless `isAtOnce`, and keeps it when all is done. */
export function inferRest(engine: Engine, session: Session, isAtOnce: boolean): Promise<void> {
  const running = session.replies.run(
    (done, total) => engine.ports.emit({ event: 'inferred', done, total }),
    () => isAtOnce || engine.isIdle(),
  );
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
    const stored = await loadIndex(engine.storage, corpus.row);
    if (stored) return stored;
    const made = await indexCorpus(corpus, slicer());
    await storeIndex(engine.storage, corpus.row, made);
    return made;
  };
  return () => {
    index ??= make();
    return index;
  };
}

function inputOf(
  engine: Engine,
  corpus: OpenCorpus,
  verdicts: ReadonlyMap<number, Verdict>,
  names: NameBook,
): string {
  const { version } = engine.ports.model;
  return hashText(
    `${corpus.row.chain}|${version}|${hashVerdicts(corpus, verdicts)}${names.hash()}`,
  );
}

async function restoreReplies(engine: Engine, session: Session): Promise<boolean> {
  const { corpus, verdicts, names } = session;
  const part = await engine.storage.part(corpus.row.id, REPLIES);
  const buffers = usable(part, STORED_SCHEMA, inputOf(engine, corpus, verdicts, names));
  const { parent, probability, kind } = buffers ?? {};
  if (!(parent instanceof Int32Array) || !(probability instanceof Float32Array)) return false;
  if (!(kind instanceof Uint8Array) || kind.length !== corpus.columns.count) return false;
  corpus.replies = { parent, probability, kind };
  session.replies.restore();
  return true;
}

/** Keeps inferences for the next visit; they can be made again, so a refusal is no error. */
export async function keepReplies(engine: Engine, session: Session): Promise<void> {
  const { corpus, verdicts, names, replies } = session;
  if (!replies.isComplete || !replies.isPlain) return;
  const { parent, probability, kind } = corpus.replies;
  const buffers = {
    parent: Int32Array.from(parent),
    probability: Float32Array.from(probability),
    kind: Uint8Array.from(kind),
  };
  const input = inputOf(engine, corpus, verdicts, names);
  const part = makePart(corpus.row.id, REPLIES, STORED_SCHEMA, input, buffers);
  await engine.storage.commit({ parts: [part] }).catch(() => undefined);
}
