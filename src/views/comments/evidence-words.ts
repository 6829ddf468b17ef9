import type { EvidenceCandidate, EvidencePanel } from '../../engine/protocol.ts';
import { NO_NAME } from '../words.ts';
import { guessWords, sureWords } from './reply-words.ts';

type Span = [start: number, end: number];

/** Spans that the evidence of a candidate marks in one text of the page (its index, or the article). */
export function spansIn(
  candidate: EvidenceCandidate | undefined,
  text: number | 'article',
): Span[] {
  const spans = (candidate?.evidence ?? []).flatMap((evidence) => evidence.spans);
  return spans.filter((span) => span.in === text).map(({ start, end }): Span => [start, end]);
}

/** 'strong, 92 %' · 'stated by the source' · 'settled by you'. */
export function headline({ kind, candidates }: EvidencePanel): string {
  const [best] = candidates;
  if (kind === 'stated') return 'stated by the source';
  if (kind === 'unknowable') return 'the structure of this thread can’t be known';
  if (!best) return 'not looked at yet';
  return sureWords({ kind, ...best });
}

/** How sure it is whom a guess answers, where that says more than how sure it is which comment. */
export function addresseeWords({ kind, comment, candidates }: EvidencePanel): string {
  const [best] = candidates;
  const author = best?.parent?.author;
  const them = comment.reply.to.find((one) => one.author.key === author?.key);
  if (kind !== 'inferred' || !best || !author || !them) return '';
  const sure = guessWords(them.probability);
  if (sure === guessWords(best.probability)) return '';
  const whom = author.name === null ? 'somebody without a name' : `\u2068${author.name}\u2069`;
  return `That it answers ${whom}, in whichever comment: ${sure}.`;
}

export function rivalName(rival: EvidenceCandidate): string {
  return rival.parent === null ? 'top level' : (rival.parent.author.name ?? NO_NAME);
}

/** What settles it first, then the reasons as the model ranks them; at most four. */
export function reasonsOf(candidate: EvidenceCandidate | undefined): EvidenceCandidate['evidence'] {
  const evidence = candidate?.evidence ?? [];
  return [...evidence.filter(({ hard }) => hard), ...evidence.filter(({ hard }) => !hard)].slice(
    0,
    4,
  );
}

/** The next three, down to one in a hundred; the first three where none is drawn. */
export function rivalsOf({ candidates, kind }: EvidencePanel): EvidenceCandidate[] {
  const from = kind === 'unknowable' ? 0 : 1;
  return candidates.slice(from, from + 3).filter(({ probability }) => probability >= 0.01);
}

/** Whether a reason reads a nickname as a name. */
export function restsOnNickname({
  rule,
  sentence,
}: EvidenceCandidate['evidence'][number]): boolean {
  return rule === 'name' && sentence.includes(', read as ');
}

/** The start of a text that holds all spans, or its first characters. */
export function excerpt(
  text: string,
  spans: readonly Span[],
  length = 280,
): { start: number; end: number } {
  const first = Math.min(...spans.map(([start]) => start), text.length);
  const start = spans.length === 0 || first < length / 2 ? 0 : Math.max(0, first - 60);
  return { start, end: Math.min(text.length, start + length) };
}
