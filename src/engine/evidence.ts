import { confidenceOf, type OrderModel } from '../core/replies/inference.ts';
import type { EvidenceCandidate, EvidencePanel } from './answers.ts';
import { idOfRow } from './open-corpus.ts';
import { readComments } from './rows.ts';
import type { Session } from './session.ts';

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
  const article = corpus.tables.articles[corpus.columns.article[row] ?? 0];
  return {
    comment,
    kind: replies.kindOf(row),
    candidates: candidates.map((candidate): EvidenceCandidate => {
      const { parent, probability, evidence, lost } = candidate;
      const isHard = evidence.some(({ hard }) => hard);
      return {
        parent: parent === null ? null : (byRow.get(block[parent] ?? -1) ?? null),
        probability,
        confidence: confidenceOf(probability, isHard),
        evidence,
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

/** Ids of the comments of an article whose best parent changes under another order model. */
export async function compareOrder(
  session: Session,
  article: number,
  order: OrderModel,
): Promise<string[]> {
  const { corpus, replies } = session;
  const { pages } = corpus;
  const changed: string[] = [];
  const end = pages.start[article + 1] ?? 0;
  for (let from = pages.start[article] ?? 0; from < end;) {
    const block = replies.blockOf(pages.rows[from] ?? 0);
    const scores = await replies.score(article, block, order);
    const current = await replies.score(article, block);
    block.forEach((row, at) => {
      if (scores.parent[at] !== current.parent[at]) changed.push(idOfRow(corpus, row));
    });
    from += Math.max(1, block.length);
  }
  return changed;
}
