/**
 * Nicknames proposed to the reader, with evidence; nothing is merged here. Three kinds: forms in address position
 * that resemble a name (ours or of another page), names with a word added ("Mowaten Irani"), and dissimilar
 * forms, used at least twice, never by the commenter themselves, each time towards the same commenter and oftener
 * than chance would have it. Words of the articles, group labels ("the rebels", plurals of running text) and common
 * words are never offered: they never stand in address position, or stand in the article. Example:
 * "Salafidemocrat, you…" → ArabDemocrat.com, .64. Cost: one inference per page that has an unknown name.
 */
import { coreName, nameSimilarity } from '../../text/names.ts';
import { authorKey } from './authors.ts';
import { foldLetters } from '../words/code-units.ts';
import { extendedNames } from './extended-names.ts';
import type { InferenceComment, InferOptions } from '../inference.ts';
import { scoreReplies } from '../infer.ts';
import { readPage, type Page } from '../page.ts';
import { isPlausibleForm } from './plausible-forms.ts';
import { clip } from '../words/words.ts';

export interface LedgerPage {
  key: string;
  comments: readonly InferenceComment[];
  options?: InferOptions;
}

/** One place where the form stands: characters [start, end) of a comment of a page. */
export interface AliasSighting {
  page: string;
  comment: number;
  start: number;
  end: number;
  sentence: string;
}

export interface AliasProposal {
  /** As first written. */
  form: string;
  /** Folded, as `InferOptions.aliases` wants it. */
  key: string;
  author: string;
  /** Similarity to the name, 0 to 1. */
  score: number;
  /** 'similar' resembles the name; 'context' does not, but is used towards them. */
  kind: 'similar' | 'context';
  sightings: AliasSighting[];
}

/** Least similarity of a longer form of a name, and of a word that merely stands where names stand. */
const EXTENDED = 0.5;
const SIMILAR = 0.6;
const MARGIN = 0.2;
const LEAST_USES = 2;
/** Most probable that all uses of a dissimilar form but the first meet the same commenter by chance. */
const MOST_CHANCE = 0.02;
const MAX_SIGHTINGS = 20;

interface Sight extends AliasSighting {
  form: string;
  speaker: string | null;
  /** Who the comment most likely answers, if named and likely. */
  towards: string | null;
}

/** Proposals for these pages, best first. `vetoed` holds `key + ' ' + author` of forms the reader turned down. */
export function proposeAliases(
  pages: readonly LedgerPage[],
  vetoed: ReadonlySet<string> = new Set(),
): AliasProposal[] {
  const names = [
    ...new Set(pages.flatMap((page) => page.comments.map((one) => one.author?.trim() ?? ''))),
  ];
  const known = new Set(names.map((name) => authorKey(name)));
  const proposals = new Map<string, AliasProposal>();
  const unknown: Sight[] = [];
  for (const source of pages) {
    const page = readPage(source.comments, source.options);
    for (const use of page.mentions.aliases) {
      const author = page.authors.names[use.author] ?? '';
      const sentence = sentenceAt(source, use.comment, use.from, use.to);
      const sight = {
        page: source.key,
        comment: use.comment,
        start: use.from,
        end: use.to,
        sentence,
      };
      propose(proposals, use.form, author, use.score, 'similar', sight);
    }
    for (const { form, author, comment, from: start, to: end } of extendedNames(page)) {
      const match = bestName(form, names, EXTENDED);
      if (!match || match.name !== page.authors.names[author]) continue;
      const sentence = sentenceAt(source, comment, start, end);
      const sight = { page: source.key, comment, start, end, sentence };
      propose(proposals, form, match.name, match.score, 'similar', sight);
    }
    unknown.push(...strangersOf(source, page));
  }
  for (const sight of unknown) {
    const match = bestName(sight.form, names, SIMILAR);
    if (match && !known.has(authorKey(sight.form))) {
      propose(proposals, sight.form, match.name, match.score, 'similar', sight);
    }
  }
  proposeByContext(proposals, unknown, sharesOf(pages));
  return [...proposals.values()]
    .filter((one) => !vetoed.has(`${one.key} ${one.author}`))
    .sort(
      (a, b) =>
        b.score - a.score || b.sightings.length - a.sightings.length || (a.key < b.key ? -1 : 1),
    );
}

function propose(
  into: Map<string, AliasProposal>,
  form: string,
  author: string,
  score: number,
  kind: AliasProposal['kind'],
  sight: AliasSighting,
): void {
  if (!isPlausibleForm(form, author)) return;
  const key = foldLetters(form);
  const id = `${key} ${author}`;
  const { page, comment, start, end, sentence } = sight;
  const known = into.get(id);
  const proposal = known ?? { form, key, author, score, kind, sightings: [] };
  into.set(id, proposal);
  if (proposal.sightings.length < MAX_SIGHTINGS) {
    proposal.sightings.push({ page, comment, start, end, sentence });
  }
}

function sentenceAt(source: LedgerPage, comment: number, start: number, end: number): string {
  const body = source.comments[comment]?.body ?? '';
  return `'${clip(body.slice(Math.max(0, start - 30), end + 50), 80)}'`;
}

/** Names addressed at the start of comments that nobody on the page bears; article words are left out. */
function strangersOf(source: LedgerPage, page: Page): Sight[] {
  const { strangerFrom, strangerTo } = page.mentions;
  const article = new Set(
    (source.options?.article ?? '').split(/[^\p{L}\p{N}]+/u).map(foldLetters),
  );
  const found: Sight[] = [];
  const scores = strangerFrom.some((from) => from >= 0)
    ? scoreReplies(source.comments, source.options)
    : null;
  for (let i = 0; scores && i < page.n; i++) {
    const start = strangerFrom[i] ?? -1;
    const end = strangerTo[i] ?? -1;
    if (start < 0) continue;
    const form = (source.comments[i]?.body ?? '').slice(start, end);
    if (article.has(foldLetters(form))) continue;
    const isLikely = (scores.addresseeProbability[i] ?? 0) >= 0.5;
    const addressee = isLikely ? (scores.addressee[i] ?? -1) : -1;
    const towards = addressee < 0 ? null : (source.comments[addressee]?.author ?? null);
    const sentence = sentenceAt(source, i, start, end);
    const speaker = source.comments[i]?.author ?? null;
    found.push({ page: source.key, comment: i, start, end, sentence, form, speaker, towards });
  }
  return found;
}

function bestName(
  form: string,
  names: readonly string[],
  least: number,
): { name: string; score: number } | null {
  const scored = names
    .filter((name) => coreName(name).length >= 3)
    .map((name) => ({ name, score: nameSimilarity(form, name) }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (!best || best.score < least || best.score - (next?.score ?? 0) < MARGIN) return null;
  return best;
}

/** The share of all comments each commenter wrote. */
function sharesOf(pages: readonly LedgerPage[]): (author: string) => number {
  const counts = new Map<string, number>();
  let total = 0;
  for (const page of pages) {
    total += page.comments.length;
    for (const { author } of page.comments) {
      if (author !== null) counts.set(author, (counts.get(author) ?? 0) + 1);
    }
  }
  return (author) => (counts.get(author) ?? 0) / total;
}

function proposeByContext(
  into: Map<string, AliasProposal>,
  sights: readonly Sight[],
  shareOf: (author: string) => number,
): void {
  const byForm = new Map<string, Sight[]>();
  for (const sight of sights) {
    const key = foldLetters(sight.form);
    byForm.set(key, [...(byForm.get(key) ?? []), sight]);
  }
  for (const [key, uses] of byForm) {
    const [author] = uses.map((use) => use.towards);
    const said = new Set(uses.map((use) => use.sentence)).size;
    if (!author || said < LEAST_USES || into.has(`${key} ${author}`)) continue;
    if (uses.some(({ towards, speaker }) => towards !== author || speaker === author)) continue;
    if (shareOf(author) ** (said - 1) > MOST_CHANCE) continue;
    for (const use of uses) {
      propose(into, use.form, author, nameSimilarity(use.form, author), 'context', use);
    }
  }
}
