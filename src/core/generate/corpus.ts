/**
 * A made-up corpus with known replies: Zipf vocabulary, about 40 words a comment, 50,000 commenters a
 * million comments, about 200 comments an article, bursts over ten years, one comment in 25 in Arabic,
 * one in 30 without a name, one in 200 posted twice. Same seed and size → same comments, everywhere.
 * Comments of an article come by time; a parent is drawn among the latest and the liveliest threads.
 */
import type { Article, ImportedComment } from '../corpus.ts';
import { formatFloating } from '../dates.ts';
import { Chance } from './chance.ts';
import { People } from './people.ts';
import { cutQuote, writeProse } from './prose.ts';
import { arabicVocabulary, latinVocabulary, type Vocabulary } from './vocabulary.ts';

export interface GenerateOptions {
  comments: number;
  seed?: number;
  /** Leave `parent` out, as most saved pages do. */
  withoutReplies?: boolean;
}

export interface GeneratedPage {
  article: Article;
  comments: ImportedComment[];
}

/** 2010-01-01T00:00. */
const START_MIN = 21_038_400;
const SPAN_MIN = 10 * 365 * 1440;
const LATIN_MARKS = { stop: '.', question: '?' };
const ARABIC_MARKS = { stop: '.', question: '؟' };

interface World {
  chance: Chance;
  people: People;
  latin: Vocabulary;
  arabic: Vocabulary;
  /** Times at which something happened that many articles are about. */
  events: number[];
  statesReplies: boolean;
}

/** Pages one by one, `options.comments` comments in all; a page has 1 to about 1,000. */
export function* generatePages(options: GenerateOptions): Generator<GeneratedPage> {
  const world = makeWorld(options);
  let left = options.comments;
  for (let page = 0; left > 0; page++) {
    const size = Math.min(left, 1 + Math.floor(world.chance.wait(68, 1000)));
    yield makePage(world, page, size);
    left -= size;
  }
}

function makeWorld({ comments, seed = 1, withoutReplies }: GenerateOptions): World {
  const chance = new Chance(seed);
  const words = Math.max(2_000, Math.min(60_000, comments));
  const events = Array.from(
    { length: Math.max(3, Math.ceil(comments / 8_000)) },
    () => START_MIN + chance.below(SPAN_MIN),
  );
  return {
    chance,
    people: new People(Math.max(8, Math.ceil(comments / 20)), seed),
    latin: latinVocabulary(words),
    arabic: arabicVocabulary(Math.ceil(words / 6)),
    events,
    statesReplies: withoutReplies !== true,
  };
}

function makePage(world: World, page: number, size: number): GeneratedPage {
  const { chance } = world;
  const title = writeProse(world.latin, chance, { stop: '', question: '?' }, 4 + chance.below(6));
  const article: Article = {
    id: `story-${page + 1}`,
    title,
    paragraphs: [
      writeProse(world.latin, chance, LATIN_MARKS),
      writeProse(world.latin, chance, LATIN_MARKS),
    ],
  };
  const times = commentTimes(world, size);
  const comments: ImportedComment[] = [];
  const language = chance.is(0.1) ? 0.2 : 0.022;
  while (comments.length < size) {
    const number = comments.length;
    const time = formatFloating(times[number] ?? START_MIN);
    const id = `${page + 1}-${number + 1}`;
    const before = comments.at(-1);
    if (before && chance.is(0.005)) comments.push({ ...before, id, time: before.time });
    else comments.push(makeComment(world, { id, article: article.id, time }, comments, language));
  }
  return { article, comments };
}

function commentTimes({ chance, events }: World, size: number): number[] {
  const event = events[chance.below(events.length)] ?? START_MIN;
  const start = chance.is(0.7)
    ? event + chance.wait(2 * 1440, 60 * 1440)
    : START_MIN + chance.below(SPAN_MIN);
  const times = Array.from({ length: size }, () =>
    Math.floor(start + chance.wait(7 * 60, 20 * 1440)),
  );
  return times.sort((a, b) => a - b);
}

function makeComment(
  world: World,
  place: { id: string; article: string; time: string },
  before: readonly ImportedComment[],
  arabicShare: number,
): ImportedComment {
  const { chance } = world;
  const parent = chooseParent(before, chance);
  const isArabic = chance.is(arabicShare);
  const author = chooseAuthor(world, parent, before);
  let body = isArabic
    ? writeProse(world.arabic, chance, ARABIC_MARKS)
    : writeProse(world.latin, chance, LATIN_MARKS);
  if (parent) body = addCues(body, parent, chance);
  if (chance.is(0.01)) body += ` https://example.org/${chance.below(1e6)}`;
  const comment: ImportedComment = { ...place, author, body };
  if (world.statesReplies) comment.parent = parent?.id ?? null;
  return comment;
}

function chooseParent(before: readonly ImportedComment[], chance: Chance): ImportedComment | null {
  if (before.length === 0 || chance.is(0.4)) return null;
  const back = 1 + Math.floor(chance.wait(2, before.length - 1));
  return before[before.length - back] ?? null;
}

/** Half of the answers come from someone already on the page, mostly not the one who is answered. */
function chooseAuthor(
  { chance, people }: World,
  parent: ImportedComment | null,
  before: readonly ImportedComment[],
): string | null {
  if (chance.is(1 / 30)) return null;
  if (parent && chance.is(0.5)) {
    const known = before[chance.below(before.length)]?.author ?? null;
    if (known !== null && known !== parent.author) return known;
  }
  return people.draw(chance);
}

function addCues(body: string, parent: ImportedComment, chance: Chance): string {
  const cue = chance.next();
  if (cue < 0.18 && parent.author !== null) return `@${parent.author} ${body}`;
  if (cue < 0.26 && parent.author !== null) return `${parent.author}, ${body}`;
  const quote = cue < 0.38 ? cutQuote(parent.body, chance) : '';
  return quote === '' ? body : `"${quote}" ${body}`;
}
