import { confidenceOf, type Evidence, type OrderModel } from '../../core/replies/inference.ts';
import type { EvidenceCandidate, EvidencePanel, OrderTrial } from '../answers.ts';
import { idOfRow, timeOfRow } from '../open/open-corpus.ts';
import type { Guess } from './replies-state.ts';
import { readComments } from '../look/rows.ts';
import type { Session } from '../session.ts';
import { commenterRef } from '../look/summary.ts';

const SHOWN_CANDIDATES = 8;
const NO_DIFFERENCE = 'the same reasons speak for it, but less strongly';

/** Why a comment is drawn where it is. Spans index page places: those of `pageIndex` and `candidateIndex`. */
export async function evidenceOf(
  session: Session,
  row: number,
  signal: AbortSignal,
): Promise<EvidencePanel> {
  const { corpus, replies } = session;
  await replies.want([row], signal);
  const { block, explainer } = await replies.explainerOf(row);
  const pageIndex = block.indexOf(row);
  const candidates = explainer.explain(pageIndex).candidates.slice(0, SHOWN_CANDIDATES);
  const parents = candidates.flatMap(({ parent }) => (parent === null ? [] : [block[parent] ?? 0]));
  const [comment, ...others] = await readComments(session, [row, ...parents], signal);
  if (!comment) throw new RangeError(`no comment in row ${String(row)}`);
  const byRow = new Map(others.map((other) => [other.row, other]));
  const best = candidates[0];
  const kind = replies.kindOf(row);
  const article = corpus.tables.articles[corpus.columns.article[row] ?? 0];
  return {
    comment,
    kind,
    candidates: candidates.map((candidate): EvidenceCandidate => {
      const { parent, probability, evidence, lost } = candidate;
      const isHard = evidence.some(({ hard }) => hard);
      return {
        parent: parent === null ? null : (byRow.get(block[parent] ?? -1) ?? null),
        probability,
        confidence: confidenceOf(probability, isHard),
        evidence: evidence.map((one) => settledBy(kind, one)),
        lostBecause: candidate === best ? null : (lost ?? NO_DIFFERENCE),
      };
    }),
    pageIndex,
    candidateIndex: candidates.map(({ parent }) => parent),
    order: explainer.order,
    orderFacts: [...explainer.orderFacts],
    articleText: (article?.paragraphs ?? []).join('\n\n'),
  };
}

/** Who settled it: the page's reader knows better than the model, which only sees that it is settled. */
function settledBy(kind: EvidencePanel['kind'], evidence: Evidence): Evidence {
  if (evidence.rule !== 'settled') return evidence;
  const sentence = kind === 'stated' ? 'the source states it' : 'you said so';
  return { ...evidence, sentence };
}

const LISTED_CHANGES = 50;
const MUCH = 0.1;

/** What becomes of an article's replies under another order model, in recorded order. */
export async function compareOrder(
  session: Session,
  article: number,
  order: OrderModel,
): Promise<OrderTrial> {
  const { corpus, replies } = session;
  const now = await replies.trial(article, replies.orderOf(article));
  const then = await replies.trial(article, order);
  const moved: number[] = [];
  let shifted = 0;
  for (const [row, guess] of [...now].sort(([a], [b]) => a - b)) {
    const other = then.get(row) ?? guess;
    const isSame = other.parent === guess.parent && other.probability > 0 === guess.probability > 0;
    if (!isSame) moved.push(row);
    else if (Math.abs(other.probability - guess.probability) >= MUCH) shifted++;
  }
  return {
    changed: moved.map((row) => idOfRow(corpus, row)),
    shifted,
    changes: moved.slice(0, LISTED_CHANGES).map((row) => ({
      id: idOfRow(corpus, row),
      author: commenterRef(corpus, corpus.columns.commenter[row] ?? 0),
      timeMin: timeOfRow(corpus, row),
      now: parentRef(session, now.get(row)),
      then: parentRef(session, then.get(row)),
    })),
  };
}

function parentRef({ corpus }: Session, guess: Guess | undefined): OrderTrial['changes'][0]['now'] {
  if (!guess || guess.probability === 0) return 'unknown';
  const { parent } = guess;
  if (parent < 0) return 'top';
  return {
    author: commenterRef(corpus, corpus.columns.commenter[parent] ?? 0),
    timeMin: timeOfRow(corpus, parent),
  };
}
