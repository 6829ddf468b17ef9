import type { SearchIndex } from '../core/search/index/search-index.ts';
import type { FetchPort } from './import/fetch-sample.ts';
import { handlers } from './handlers.ts';
import { late } from './late.ts';
import { Library, type LibraryPorts } from './storage/library.ts';
import { type CheckOptions, checkTexts } from './open/check-texts.ts';
import { loadCorpus } from './open/load-corpus.ts';
import type { WriterLock } from './lock.ts';
import type { PageModel } from './replies/page-model.ts';
import { nextTask, throwIfAborted } from './pause.ts';
import type { ViewState } from '../core/view.ts';
import type { Look } from './answers.ts';
import type { Calls, CorpusSummary } from './protocol.ts';
import { EngineFault, type CallName } from './rpc.ts';
import type { OpenReader } from './import/source-reader.ts';
import type { EarlyScores } from './replies/early-scores.ts';
import type { ScorerThreads } from './replies/score-pool.ts';
import { openSession, readReplies } from './open/open-session.ts';
import type { Session } from './session.ts';
import { STORED_SCHEMA, type CorpusRow, type StoragePort } from './storage/storage-port.ts';
import { summarize } from './look/summary.ts';

export const SAMPLE_ID = 'sample';
/** Work in the background waits this long after an answer: the reader may not be done. */
const QUIET_MS = 150;
/** What follows a look that was waited for. */
const CHARTS: ReadonlySet<CallName> = new Set(['lanes', 'overlay', 'network']);

export interface EnginePorts extends LibraryPorts {
  fetch: FetchPort;
  lock: WriterLock;
  model: PageModel;
  /** Where files are read; in this thread when not given. */
  openReader?: OpenReader;
  /** Where the replies of many pages are inferred; in this thread when not given. */
  scorers?: ScorerThreads;
  /** When the texts of an open corpus are checked; as `checkTexts` has it when not given. */
  check?: Pick<CheckOptions, 'firstMs' | 'betweenMs'>;
}

/**
 * Holds the open corpus and answers the page's calls. Knows nothing of workers: storage, network, locks
 * and the reply model are given to it.
 */
export class Engine {
  readonly ports: EnginePorts;
  readonly library: Library;
  /** Ids of corpora of which text was found damaged. */
  readonly damaged = new Set<string>();
  #session: Session | null = null;
  /** Aborted when the open corpus is closed. */
  #closing = new AbortController();
  #calls = 0;
  #answeredMs = Number.NEGATIVE_INFINITY;
  #opening: Promise<unknown> = Promise.resolve();
  #looking: Promise<unknown> = Promise.resolve();

  constructor(ports: EnginePorts) {
    this.ports = ports;
    this.library = new Library(ports);
  }

  readonly openReader: OpenReader = async (base, signal) => {
    const open =
      this.ports.openReader ?? (await late(() => import('./import/read-here.ts'))).readHere;
    return open(base, signal);
  };

  get storage(): StoragePort {
    return this.library.storage;
  }

  call<N extends CallName>(
    name: N,
    input: Calls[N]['in'],
    signal: AbortSignal,
  ): Promise<Calls[N]['out']> {
    if (this.#isRefresh(name, input)) return handlers[name](this, input, signal);
    this.#calls++;
    return handlers[name](this, input, signal).finally(() => {
      this.#calls--;
      this.#answeredMs = performance.now();
    });
  }

  /** The page brings up to date what it shows: nobody waits, or work in the background would stop itself. */
  #isRefresh(name: CallName, input: unknown): boolean {
    if (CHARTS.has(name)) return true;
    const session = this.#session;
    return (
      name === 'look' &&
      session !== null &&
      session.epoch > 0 &&
      JSON.stringify(session.view) === JSON.stringify(input)
    );
  }

  /** False while something is asked, and for a moment after: work in the background waits. */
  isIdle(quietMs = QUIET_MS): boolean {
    return this.#calls === 0 && performance.now() - this.#answeredMs > quietMs;
  }

  /** The open corpus under its view; waits for an opening or a look that is under way. */
  async session(): Promise<Session> {
    const session = await this.#opened();
    await this.#looking.catch(() => undefined);
    return session;
  }

  /** Looks change the view: they run one after the other, and a superseded one not at all. */
  looking(
    look: (session: Session, view: ViewState, signal: AbortSignal) => Promise<Look>,
    view: ViewState,
    signal: AbortSignal,
  ): Promise<Look> {
    const looking = this.#looking
      .catch(() => undefined)
      .then(async () => {
        throwIfAborted(signal);
        return look(await this.#opened(), view, signal);
      });
    this.#looking = looking;
    return looking;
  }

  get openId(): string | null {
    return this.#session?.corpus.row.id ?? null;
  }

  open({ id, dataUrl, canary }: Calls['open']['in'], signal: AbortSignal): Promise<CorpusSummary> {
    const opening = this.#opening
      .catch(() => undefined)
      .then(async () => {
        await this.library.ready();
        await this.library.checkCanary(canary ?? null);
        const wanted = id ?? SAMPLE_ID;
        const row = await this.storage.row(wanted);
        if (row?.state === 'complete') return this.show(row);
        if (wanted === SAMPLE_ID) {
          const { storeSample } = await late(() => import('./import/store-sample.ts'));
          return this.show(await storeSample(this, dataUrl, signal));
        }
        if (row) throw unfinishedFault(row);
        return this.show(await this.library.find(wanted));
      });
    this.#opening = opening;
    return opening;
  }

  /** Opens a complete corpus in place of the one that is open. */
  async show(
    row: CorpusRow,
    index: SearchIndex | null = null,
    early: EarlyScores | null = null,
  ): Promise<CorpusSummary> {
    const kept = readReplies(this.storage, row);
    const state = this.library.state();
    const closing = new AbortController();
    const corpus = await loadCorpus(this.storage, row, (rows) => {
      if (!closing.signal.aborted) void this.#noteDamage(row, rows);
    });
    await nextTask();
    this.#closing.abort();
    this.#session?.replies.stop();
    this.#closing = closing;
    this.#session = await openSession(this, corpus, { fresh: index, kept: await kept, early });
    if (!index) this.#checkTexts(this.#session, closing.signal);
    return this.summary(state);
  }

  #checkTexts({ corpus, replies }: Session, closed: AbortSignal): void {
    if (this.storage.backend === 'memory') return;
    void checkTexts(corpus.text, {
      isIdle: () => this.isIdle() && replies.isComplete,
      isStopped: () => closed.aborted,
      ...this.ports.check,
    });
  }

  /** `asked` is what storage said a moment ago: asking it takes as long as all the rest. */
  async summary(asked = this.library.state()): Promise<CorpusSummary> {
    const session = this.#session;
    if (!session) throw new EngineFault('lost', 'No corpus is open.');
    return summarize(session.corpus, await asked, (article) => session.replies.orderOf(article));
  }

  closeSession(): void {
    this.#closing.abort();
    this.#session?.replies.stop();
    this.#session = null;
  }

  /** Text that cannot be read: damaged, or removed by another tab while it was shown here. */
  async #noteDamage({ id, name, sources }: CorpusRow, rows: number): Promise<void> {
    const isThere = await this.storage.row(id).catch(() => null);
    if (isThere) {
      this.damaged.add(id);
      const what = sources.length > 1 ? 'all its sources together' : 'the source';
      const words = `${String(rows)} comments of “${name}” are damaged in this browser's storage: they are listed without their text. Import ${what} again to bring it back.`;
      this.library.note('corrupt', words);
    } else {
      const words = `“${name}” was removed in another tab. What is on screen stays until this tab is reloaded; open the files again to bring it back.`;
      this.library.note('lost', words);
    }
  }

  async #opened(): Promise<Session> {
    await this.#opening.catch(() => undefined);
    if (this.#session) return this.#session;
    throw new EngineFault('lost', 'No corpus is open. Open the sample or your own files.');
  }
}

export function newRow(
  id: string,
  name: string,
  options: { isSample?: boolean; isGenerated?: boolean; order: number },
): CorpusRow {
  return {
    id,
    schema: STORED_SCHEMA,
    name,
    isSample: options.isSample ?? false,
    isGenerated: options.isGenerated ?? false,
    state: 'importing',
    sources: [],
    pending: null,
    bytes: 0,
    order: options.order,
    upTo: 0,
    chunks: 0,
    chain: '',
  };
}

function unfinishedFault({ name, id, pending }: CorpusRow): EngineFault {
  const upTo = pending?.upTo ?? 0;
  const words = `The import of “${name}” stopped after ${String(upTo)} comments. Open the same files again to go on from there, or remove it.`;
  return new EngineFault('unreadable', words, { id, upTo });
}
