import { foldLetters } from '../../core/replies/words/code-units.ts';
import type { Engine } from '../engine.ts';
import { type DecidedName, saveNames } from './name-verdicts.ts';
import { proposeNames, type ProposedName, type Proposals } from './name-proposals.ts';
import { idOfRow } from '../open/open-corpus.ts';
import { inferRest, keepReplies } from '../open/open-session.ts';
import type { NameEntry, NameVerdict, NamesLedger } from '../protocol.ts';
import { EngineFault } from '../rpc.ts';
import type { Session } from '../session.ts';
import { commenterRef } from '../look/summary.ts';

/** Pages of up to so many comments in all are scored again before a verdict is answered. */
const AT_ONCE = 2000;
const STATES = { confirm: 'confirmed', veto: 'vetoed' } as const;

const proposed = new WeakMap<Session, Proposals>();

/** What the text suggests is looked up again: commenters were merged or parted. */
export function forgetProposals(session: Session): void {
  proposed.delete(session);
}

/** Nicknames the text suggests or the reader has decided on; the suggestions are looked up once a session. */
export async function namesOf(session: Session, signal: AbortSignal): Promise<NamesLedger> {
  const { corpus } = session;
  const proposals = proposed.get(session) ?? (await proposeNames(session, signal));
  proposed.set(session, proposals);
  const listed = new Set(proposals.names.map(({ key, commenter }) => `${key} ${commenter}`));
  const others = session.names.all().flatMap((decided): ProposedName[] => {
    const commenter = corpus.commenterByKey.get(decided.commenter);
    const key = foldLetters(decided.form);
    if (commenter === undefined || listed.has(`${key} ${commenter}`)) return [];
    return [{ form: decided.form, key, commenter, score: 0, kind: 'decided', uses: [] }];
  });
  return {
    names: [...proposals.names, ...others].map((name) => entryOf(session, name)),
    looked: proposals.looked,
    total: corpus.columns.count,
  };
}

function entryOf(session: Session, { commenter, uses, ...name }: ProposedName): NameEntry {
  const { corpus } = session;
  const ref = commenterRef(corpus, commenter);
  const verdict = session.names.verdictOn(name.form, ref.key);
  return {
    ...name,
    commenter: ref,
    state: verdict === null ? 'proposed' : STATES[verdict],
    uses: uses.map(({ row, ...use }) => {
      const article = corpus.columns.article[row] ?? 0;
      const author = commenterRef(corpus, corpus.columns.commenter[row] ?? 0);
      const title = corpus.tables.articles[article]?.title ?? '';
      return { ...use, row, id: idOfRow(corpus, row), author, article, title };
    }),
  };
}

/**
 * Stores the reader's word on a nickname and scores the pages again where that commenter speaks: at once
 * when they are few, else in the background. What could not be stored does not count.
 */
export async function decideName(
  engine: Engine,
  session: Session,
  verdict: NameVerdict,
): Promise<void> {
  const { corpus, names } = session;
  const commenter = corpus.commenterByKey.get(verdict.commenter) ?? -1;
  if (corpus.tables.commenters[commenter]?.name == null || foldLetters(verdict.form) === '') {
    throw new EngineFault('internal', 'There is no such name in this corpus.');
  }
  const before = names.all();
  names.decide(verdict);
  const touched = changedCommenters(session, before, names.all());
  try {
    for (const one of new Set([commenter, ...touched])) {
      await saveNames(engine.storage, corpus, names, one);
    }
  } catch (error) {
    names.restore(before);
    throw error;
  }
  await inferAgain(engine, session, articlesOf(session, touched));
}

/** Scores these pages again: at once when they are small, else in the background. */
export async function inferAgain(
  engine: Engine,
  session: Session,
  articles: readonly number[],
): Promise<void> {
  const { corpus, replies } = session;
  replies.rescore(articles);
  const size = articles.reduce((sum, article) => sum + (corpus.articleCounts[article] ?? 0), 0);
  if (size > AT_ONCE) {
    void inferRest(engine, session, false);
    return;
  }
  for (const article of articles) await replies.infer(article);
  await keepReplies(engine, session);
}

function changedCommenters(
  { corpus }: Session,
  before: readonly DecidedName[],
  after: readonly DecidedName[],
): number[] {
  const keyOf = ({ form, commenter, verdict }: DecidedName): string =>
    JSON.stringify([form, commenter, verdict]);
  const [were, are] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  const changed = [
    ...before.filter((one) => !are.has(keyOf(one))),
    ...after.filter((one) => !were.has(keyOf(one))),
  ];
  return [...new Set(changed.map((one) => corpus.commenterByKey.get(one.commenter) ?? -1))];
}

/** Articles on which any of these comments: a name means nobody elsewhere. */
function articlesOf({ corpus }: Session, commenters: readonly number[]): number[] {
  const wanted = new Set(commenters.map((one) => corpus.countsAs[one] ?? one));
  const articles = new Set<number>();
  corpus.columns.commenter.forEach((commenter, row) => {
    if (wanted.has(commenter)) articles.add(corpus.columns.article[row] ?? 0);
  });
  return [...articles].sort((a, b) => a - b);
}
