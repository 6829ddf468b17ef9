/**
 * How often the model is right on this very corpus: pages whose source states replies are scored with
 * those statements hidden, and compared. Pages come in even steps through the corpus until enough comments
 * are tested. Only reads: neither columns nor storage change.
 */
import { PARENT_TOP, PARENT_UNKNOWN } from '../../core/columns.ts';
import { SelfTestTally, type Trial } from '../../core/replies/self-test.ts';
import { idOfRow, type OpenCorpus } from '../open/open-corpus.ts';
import type { PageScores } from './page-model.ts';
import { slicer } from '../pause.ts';
import type { SelfTest } from '../protocol.ts';
import { readComments } from '../look/rows.ts';
import type { Session } from '../session.ts';

const ENOUGH = 5000;
const SHOWN_WORST = 10;

export async function runSelfTest(session: Session, signal: AbortSignal): Promise<SelfTest> {
  const tally = await tryPages(session, signal);
  const { tested, unknowable, parent, commenter, bins, calibrationError, worst } = tally.read();
  return {
    tested,
    unknowable,
    parentAccuracy: parent,
    commenterAccuracy: commenter,
    calibration: bins,
    calibrationError,
    worst: await Promise.all(worst.map((trial) => describeTrial(session, trial, signal))),
  };
}

async function tryPages(session: Session, signal: AbortSignal): Promise<SelfTestTally<number>> {
  const { corpus, replies } = session;
  const pages = testablePages(corpus);
  const tally = new SelfTestTally<number>(SHOWN_WORST);
  const pause = slicer(signal);
  const total = pages.reduce((sum, page) => sum + (corpus.articleCounts[page] ?? 0), 0);
  const step = Math.max(1, Math.floor(total / ENOUGH));
  for (let at = 0; at < pages.length && tally.tested < ENOUGH; at += step) {
    const article = pages[at] ?? 0;
    const block = replies.blockOf(corpus.pages.rows[corpus.pages.start[article] ?? 0] ?? 0);
    compare(corpus, block, await replies.scoreBlind(article, block), tally);
    await pause();
  }
  return tally;
}

/** Every stated reply of a block; the first comment has nothing to answer and tells nothing. */
function compare(
  corpus: OpenCorpus,
  block: Uint32Array,
  scores: PageScores,
  tally: SelfTestTally<number>,
): void {
  const { stated, commenter } = corpus.columns;
  const rowOf = (place: number | undefined): number =>
    place === undefined || place < 0 ? PARENT_TOP : (block[place] ?? PARENT_TOP);
  const authorOf = (row: number): number => (row < 0 ? -1 : (commenter[row] ?? 0));
  block.forEach((row, place) => {
    const truth = stated[row] ?? PARENT_UNKNOWN;
    if (truth === PARENT_UNKNOWN || place === 0) return;
    if (scores.isUnknowable[place] === 1) {
      tally.skip();
      return;
    }
    const said = rowOf(scores.parent[place]);
    tally.add({
      row,
      said,
      truth,
      probability: scores.probability[place] ?? 0,
      isParentRight: said === truth,
      isCommenterRight: authorOf(rowOf(scores.addressee[place])) === authorOf(truth),
    });
  });
}

/** Pages where the source states at least one reply. */
function testablePages(corpus: OpenCorpus): number[] {
  const hasReply = new Uint8Array(corpus.tables.articles.length);
  corpus.columns.stated.forEach((parent, row) => {
    if (parent >= 0) hasReply[corpus.columns.article[row] ?? 0] = 1;
  });
  return Array.from(hasReply.keys()).filter((article) => hasReply[article] === 1);
}

async function describeTrial(
  session: Session,
  { row, said, truth, probability }: Trial<number>,
  signal: AbortSignal,
): Promise<SelfTest['worst'][number]> {
  const rows = [row, said, truth].filter((one) => one >= 0);
  const comments = await readComments(session, rows, signal);
  const commentOf = (one: number): SelfTest['worst'][number]['said'] =>
    comments.find((comment) => comment.row === one) ?? null;
  return {
    row,
    id: idOfRow(session.corpus, row),
    comment: commentOf(row),
    probability,
    said: commentOf(said),
    truth: commentOf(truth),
  };
}
