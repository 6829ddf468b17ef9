import { formatFloating } from '../../core/dates.ts';
import type { DecidedLine } from '../../exporters/exporter.ts';
import { listCorrections } from './decide-reply.ts';
import { timeOfRow } from '../open/open-corpus.ts';
import type { Session } from '../session.ts';

const TEXT = 200;
const REPLIES = { confirm: 'confirmed', choose: 'chosen', reject: 'ruled out' } as const;
const NAMES = { confirm: 'confirmed', veto: 'not this person' } as const;
const NOTHING = { id: '', article: '', author: '', time: '', text: '', otherId: '' } as const;

/** Every decision of the reader in words; `idOf` names a comment as the other exports do. */
export async function decidedLines(
  session: Session,
  idOf: (row: number) => Promise<string>,
): Promise<DecidedLine[]> {
  const { corpus, verdicts, names, merges } = session;
  const nameOf = (key: string): string =>
    corpus.tables.commenters[corpus.commenterByKey.get(key) ?? -1]?.name ?? key;
  const authorOf = (row: number): string =>
    corpus.tables.commenters[corpus.signed[row] ?? 0]?.name ?? '';
  const lines: DecidedLine[] = [];
  for (const { row, kind, parent } of listCorrections(corpus, verdicts)) {
    const time = timeOfRow(corpus, row);
    const [body] = await corpus.text.bodies([row]);
    lines.push({
      ...{ on: 'reply', said: REPLIES[kind], id: await idOf(row), author: authorOf(row) },
      article: corpus.tables.articles[corpus.columns.article[row] ?? 0]?.id ?? '',
      time: time === null ? '' : formatFloating(time),
      text: (body ?? '').slice(0, TEXT).toWellFormed(),
      otherId: parent === null ? 'top' : await idOf(parent.row),
      otherAuthor: parent === null ? '' : authorOf(parent.row),
    });
  }
  for (const { form, commenter, verdict } of names.all()) {
    const otherAuthor = nameOf(commenter);
    lines.push({ ...NOTHING, on: 'nickname', said: NAMES[verdict], text: form, otherAuthor });
  }
  for (const { from, into } of merges.active()) {
    const otherAuthor = nameOf(into);
    lines.push({ ...NOTHING, on: 'merge', said: 'merged', author: nameOf(from), otherAuthor });
  }
  return lines;
}
