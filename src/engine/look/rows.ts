import { FLAG } from '../../core/columns.ts';
import { addresseesOfRow } from '../../core/graph/pairs.ts';
import { isDrawn, REPLY } from '../../core/graph/replies.ts';
import { confidenceOf } from '../../core/replies/inference.ts';
import { cutAt } from '../../core/text/fold.ts';
import type { CommentText } from '../../core/text-chunk.ts';
import { articleOfHeading, commentsAmong, positionOf } from '../../core/threads/lists.ts';
import type { ListOrder } from '../../core/view.ts';
import type { ArticleRow, CommentRow, ListRow, ReplyChip } from '../answers.ts';
import { idOfRow, rowOfId, timeOfRow } from '../open/open-corpus.ts';
import type { Session } from '../session.ts';
import { commenterRef } from './summary.ts';

const SNIPPET = 120;
const MAX_ROWS = 2000;

/** Rows [start, end) of the current list in an order; at most 2,000 at a time. */
export async function readRows(
  session: Session,
  order: ListOrder,
  start: number,
  end: number,
  signal: AbortSignal,
): Promise<ListRow[]> {
  const list = session.list(order);
  const from = Math.max(0, start);
  const places = list.subarray(from, Math.min(end, from + MAX_ROWS));
  const comments = await readComments(
    session,
    Array.from(places).filter((place) => place >= 0),
    signal,
    (row) => {
      const at = places.indexOf(row);
      return at > 0 ? (places[at - 1] ?? -1) : (list[from - 1] ?? -1);
    },
  );
  const before = commentsAmong(list, from);
  comments.forEach((comment, at) => {
    comment.position = before + at + 1;
  });
  let next = 0;
  return Array.from(places, (place) =>
    place < 0 ? articleRow(session, articleOfHeading(place)) : comments[next++],
  ).filter((row) => row !== undefined);
}

/** Position in the view's list of a comment id; -1 when it is filtered out or unknown. */
export function locate(session: Session, id: string): number {
  return positionOf(session.list(session.view.listOrder), rowOfId(session.corpus, id));
}

/** Comments as they are shown. `above` gives the row right above one, where there is a list. */
export async function readComments(
  session: Session,
  rows: readonly number[],
  signal: AbortSignal,
  above: (row: number) => number = () => -1,
): Promise<CommentRow[]> {
  const { corpus, replies, search } = session;
  await replies.want(rows, signal);
  const texts = await corpus.text.read(rows);
  const parents = rows.map((row) => corpus.replies.parent[row] ?? -1);
  const snippets = await readSnippets(session, rows, parents, above);
  const gists = await replies.gists(rows, signal);
  const comments: CommentRow[] = [];
  for (const [at, row] of rows.entries()) {
    const text = texts[at] ?? null;
    comments.push({
      ...describeRow(session, row, text),
      marks: search.marks(text?.body ?? ''),
      reply: replyChip(session, row, gists[at] ?? { gist: '', isHard: false }),
      parentSnippet: snippets[at] ?? null,
    });
  }
  return comments;
}

function describeRow(
  session: Session,
  row: number,
  text: CommentText | null,
): Omit<CommentRow, 'marks' | 'reply' | 'parentSnippet'> {
  const { corpus } = session;
  const { columns } = corpus;
  const flags = columns.flags[row] ?? 0;
  const original = columns.duplicateOf[row] ?? -1;
  const line = columns.line[row] ?? 0;
  return {
    kind: 'comment',
    row,
    position: 0,
    id: idOfRow(corpus, row),
    author: commenterRef(corpus, columns.commenter[row] ?? 0),
    signed:
      corpus.signed[row] === columns.commenter[row]
        ? null
        : (corpus.tables.commenters[corpus.signed[row] ?? 0]?.name ?? null),
    article: columns.article[row] ?? 0,
    timeMin: timeOfRow(corpus, row),
    timeText: text?.timeText ?? null,
    body: text?.body ?? '',
    isRightToLeft: (flags & FLAG.rightToLeft) !== 0,
    isGuest: (flags & FLAG.guest) !== 0,
    avatar: text?.avatar ?? null,
    duplicateOf: original < 0 ? null : { row: original, id: idOfRow(corpus, original) },
    cannotBeRoot: (flags & FLAG.cannotBeRoot) !== 0,
    depth: session.search.sort === null ? (session.forest().depth[row] ?? 0) : 0,
    line: line === 0 ? null : line,
    source: columns.source[row] ?? 0,
  };
}

/** What stands beside a comment about whom it answers. */
export function replyChip(
  session: Session,
  row: number,
  { gist, isHard }: { gist: string; isHard: boolean },
): ReplyChip {
  const { corpus, threshold, replies } = session;
  const kind = corpus.replies.kind[row] ?? REPLY.none;
  const parent = corpus.replies.parent[row] ?? -1;
  const probability = corpus.replies.probability[row] ?? 0;
  const isSettled = kind === REPLY.stated || kind === REPLY.settled;
  const isTop = kind !== REPLY.none && parent < 0;
  const isSure = isSettled || (threshold < 1 && probability >= Math.fround(threshold));
  return {
    kind: replies.kindOf(row),
    parent:
      parent < 0
        ? null
        : {
            row: parent,
            id: idOfRow(corpus, parent),
            author: commenterRef(corpus, corpus.columns.commenter[parent] ?? 0),
            timeMin: timeOfRow(corpus, parent),
          },
    probability,
    confidence: confidenceOf(probability, isSettled || isHard),
    to: answeredBy(session, row),
    gist,
    isShown: isTop ? isSure : isDrawn(corpus.replies, row, threshold),
  };
}

/** Whom a comment answers at the view's threshold, likeliest first. */
function answeredBy(session: Session, row: number): ReplyChip['to'] {
  const { columns, replies } = session.corpus;
  const { addresseeProbability, secondProbability } = replies;
  const { first, second } = addresseesOfRow(columns, replies, session.threshold, row);
  const likely = [
    { commenter: first, probability: addresseeProbability[row] ?? 0 },
    { commenter: second, probability: secondProbability[row] ?? 0 },
  ];
  return likely
    .filter(({ commenter }) => commenter >= 0)
    .map(({ commenter, probability }) => ({
      author: commenterRef(session.corpus, commenter),
      probability,
    }));
}

export function articleRow(session: Session, index: number): ArticleRow {
  const { id = '', title = '' } = session.corpus.tables.articles[index] ?? {};
  const comments = session.corpus.articleCounts[index] ?? 0;
  const unknowable = session.replies.unknowableIn(index);
  return { kind: 'article', index, key: id, title, comments, unknowable };
}

/** First line of the parent, where it does not stand right above. */
async function readSnippets(
  session: Session,
  rows: readonly number[],
  parents: readonly number[],
  above: (row: number) => number,
): Promise<(string | null)[]> {
  const wanted = rows.map((row, at) => {
    const parent = parents[at] ?? -1;
    return parent >= 0 && above(row) !== parent ? parent : -1;
  });
  const bodies = await session.corpus.text.bodies(wanted);
  return bodies.map((body) => (body === null ? null : firstLine(body)));
}

function firstLine(body: string): string {
  const line = body.trimStart().split('\n', 1)[0] ?? '';
  return line.length <= SNIPPET ? line : `${cutAt(line, SNIPPET)}…`;
}
