/**
 * How often the model is right on this very corpus: pages whose source states replies are scored with
 * those statements hidden, and compared. Intervals are Wilson's, 95 %. Pages come in even steps through
 * the corpus until enough comments are tested.
 */
import { PARENT_TOP, PARENT_UNKNOWN } from '../core/columns.ts';
import { idOfRow, type OpenCorpus } from './open-corpus.ts';
import { slicer } from './pause.ts';
import type { SelfTest } from './protocol.ts';
import { readComments } from './rows.ts';
import type { Session } from './session.ts';

const ENOUGH = 5000;
const SHOWN_WORST = 10;
const BINS = 10;

interface Trial {
  row: number;
  said: number;
  truth: number;
  probability: number;
}

export async function runSelfTest(session: Session, signal: AbortSignal): Promise<SelfTest> {
  const trials = await tryPages(session, signal);
  const { commenter } = session.corpus.columns;
  const authorOf = (row: number): number => (row < 0 ? -1 : (commenter[row] ?? 0));
  const right = trials.filter(({ said, truth }) => said === truth);
  const rightAuthor = trials.filter(({ said, truth }) => authorOf(said) === authorOf(truth));
  const wrong = trials
    .filter(({ said, truth }) => said !== truth)
    .sort((a, b) => b.probability - a.probability || a.row - b.row)
    .slice(0, SHOWN_WORST);
  return {
    tested: trials.length,
    parentAccuracy: interval(right.length, trials.length),
    commenterAccuracy: interval(rightAuthor.length, trials.length),
    calibration: calibrate(trials),
    worst: await Promise.all(wrong.map((trial) => describeTrial(session, trial, signal))),
  };
}

async function tryPages(session: Session, signal: AbortSignal): Promise<Trial[]> {
  const { corpus, replies } = session;
  const pages = testablePages(corpus);
  const trials: Trial[] = [];
  const pause = slicer(signal);
  const total = pages.reduce((sum, page) => sum + (corpus.articleCounts[page] ?? 0), 0);
  const step = Math.max(1, Math.floor(total / ENOUGH));
  for (let at = 0; at < pages.length && trials.length < ENOUGH; at += step) {
    const article = pages[at] ?? 0;
    const block = replies.blockOf(corpus.pages.rows[corpus.pages.start[article] ?? 0] ?? 0);
    const scores = await replies.scoreBlind(article, block);
    block.forEach((row, place) => {
      const truth = corpus.columns.stated[row] ?? PARENT_UNKNOWN;
      if (truth === PARENT_UNKNOWN) return;
      const parent = scores.parent[place] ?? -1;
      const said = parent < 0 ? PARENT_TOP : (block[parent] ?? PARENT_TOP);
      trials.push({ row, said, truth, probability: scores.probability[place] ?? 0 });
    });
    await pause();
  }
  return trials;
}

/** Pages where the source states at least one reply. */
function testablePages(corpus: OpenCorpus): number[] {
  const hasReply = new Uint8Array(corpus.tables.articles.length);
  corpus.columns.stated.forEach((parent, row) => {
    if (parent >= 0) hasReply[corpus.columns.article[row] ?? 0] = 1;
  });
  return Array.from(hasReply.keys()).filter((article) => hasReply[article] === 1);
}

function interval(right: number, all: number): SelfTest['parentAccuracy'] {
  if (all === 0) return { value: 0, low: 0, high: 1 };
  const z = 1.96;
  const value = right / all;
  const middle = (value + (z * z) / (2 * all)) / (1 + (z * z) / all);
  const spread = Math.sqrt((value * (1 - value)) / all + (z * z) / (4 * all * all));
  const half = (z * spread) / (1 + (z * z) / all);
  return { value, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

function calibrate(trials: readonly Trial[]): SelfTest['calibration'] {
  const bins = Array.from({ length: BINS }, () => ({ sum: 0, right: 0, count: 0 }));
  for (const { said, truth, probability } of trials) {
    const bin = bins[Math.min(BINS - 1, Math.floor(probability * BINS))];
    if (!bin) continue;
    bin.sum += probability;
    bin.right += said === truth ? 1 : 0;
    bin.count++;
  }
  return bins.flatMap(({ sum, right, count }, at) =>
    count === 0
      ? []
      : [{ from: at / BINS, to: (at + 1) / BINS, mean: sum / count, right: right / count, count }],
  );
}

async function describeTrial(
  session: Session,
  { row, said, truth, probability }: Trial,
  signal: AbortSignal,
): Promise<SelfTest['worst'][number]> {
  const rows = [said, truth].filter((parent) => parent >= 0);
  const comments = await readComments(session, rows, signal);
  const commentOf = (parent: number): SelfTest['worst'][number]['said'] =>
    comments.find((comment) => comment.row === parent) ?? null;
  const id = idOfRow(session.corpus, row);
  return { row, id, probability, said: commentOf(said), truth: commentOf(truth) };
}
