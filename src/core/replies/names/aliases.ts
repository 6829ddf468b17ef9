/**
 * Nicknames from the text. Only a word in address position (at the start or after "ya", "dear", "hey",
 * "liar", "mr", before a pause; or after '@') is looked at, and only if it is no common word, is not written
 * in running text of the page, and is no full name. It is accepted for the author whose core name it
 * resembles by ≥ .6 (≥ .5 after '@' or such an opener) and ≥ .2 more than any other, if it is a plausible form.
 * Example: "Salafidemocrat, you are…" → ArabDemocrat.com (.64). Cost: a trigram index over the names.
 */
import { foldLetters } from '../words/code-units.ts';
import { isPausedAfter } from './address.ts';
import { coreName, nameSimilarity } from '../../text/names.ts';
import type { PageText } from '../page.ts';
import { isPlausibleForm } from './plausible-forms.ts';

/** One use of a nickname: characters [from, to) of `comment`. */
export interface AliasUse {
  form: string;
  author: number;
  comment: number;
  from: number;
  to: number;
  score: number;
}

export interface LearnedAliases {
  uses: AliasUse[];
  strangers: { strangerFrom: Int32Array; strangerTo: Int32Array };
}

const OPENERS = new Set(['ya', 'dear', 'hey', 'liar', 'mr', 'يا']);
const MARGIN = 0.2;
const AT = 0x40;

interface Spot {
  from: number;
  to: number;
  /** After '@' or an opener: certain to be an address. */
  isSure: boolean;
}

function addressSpots(text: PageText, i: number): Spot[] {
  const { words, firstWord, lexicon } = text;
  const body = text.comments[i]?.body ?? '';
  const first = firstWord[i] ?? 0;
  const end = firstWord[i + 1] ?? 0;
  const spots: Spot[] = [];
  for (let at = first; at < end; at++) {
    const from = words.start[at] ?? 0;
    const to = words.end[at] ?? 0;
    const called = body.charCodeAt(from - 1) === AT;
    if (!called && at - first > 2) {
      if (body.indexOf('@', to) < 0) break;
      continue;
    }
    if (lexicon.common[words.word[at] ?? 0] === 1 || to - from < 4) continue;
    const opened =
      at - first === 1 &&
      OPENERS.has(foldLetters(body.slice(words.start[first], words.end[first])));
    if (called || opened || (at === first && isPausedAfter(body, to))) {
      spots.push({ from, to, isSure: called || opened });
    }
  }
  return spots;
}

/** Words as written in lower case somewhere: nobody's nickname. */
function runningWords(text: PageText): Uint8Array {
  const lower = new Uint8Array(text.lexicon.words);
  for (let i = 0; i < text.n; i++) {
    const body = text.comments[i]?.body ?? '';
    const first = text.firstWord[i] ?? 0;
    for (let at = first + 1; at < (text.firstWord[i + 1] ?? 0); at++) {
      const from = text.words.start[at] ?? 0;
      const unit = body.charCodeAt(from);
      const isSmall = (unit >= 97 && unit <= 122) || unit >= 0x5d0;
      if (isSmall && body.charAt(from - 1) !== '@') lower[text.words.word[at] ?? 0] = 1;
    }
  }
  return lower;
}

/** Nickname uses of the page and names that nobody on it bears. `known[i]` has where full names stand. */
export function learnAliases(
  text: PageText,
  known: readonly (readonly { from: number }[])[],
): LearnedAliases {
  const strangerFrom = new Int32Array(text.n).fill(-1);
  const strangerTo = new Int32Array(text.n).fill(-1);
  const uses: AliasUse[] = [];
  const matcher = createMatcher(text.authors.names);
  let running: Uint8Array | null = null;
  for (let i = 0; i < text.n; i++) {
    const body = text.comments[i]?.body ?? '';
    for (const spot of addressSpots(text, i)) {
      if (known[i]?.some(({ from }) => from === spot.from) === true) continue;
      running ??= runningWords(text);
      const word = wordAt(text, i, spot.from);
      if (running[word] === 1 && !spot.isSure) continue;
      const form = body.slice(spot.from, spot.to);
      const match = matcher(form, text.authors.of[i] ?? -1);
      if (match && match.score >= (spot.isSure ? 0.5 : 0.6)) {
        uses.push({ form, comment: i, from: spot.from, to: spot.to, ...match });
      } else if (strangerFrom[i] === -1 && /^\p{Lu}/u.test(form)) {
        strangerFrom[i] = spot.from;
        strangerTo[i] = spot.to;
      }
    }
  }
  return { uses, strangers: { strangerFrom, strangerTo } };
}

function wordAt(text: PageText, i: number, from: number): number {
  for (let at = text.firstWord[i] ?? 0; at < (text.firstWord[i + 1] ?? 0); at++) {
    if (text.words.start[at] === from) return text.words.word[at] ?? 0;
  }
  return 0;
}

type Matcher = (form: string, self: number) => { author: number; score: number } | null;

function createMatcher(names: readonly string[]): Matcher {
  let index: ReadonlyMap<string, number[]> | null = null;
  const authorsWith = (gram: string): readonly number[] => {
    index ??= indexGrams(names);
    return index.get(gram) ?? [];
  };
  const cache = new Map<string, { author: number; score: number }[]>();
  return (form, self) => {
    let scored = cache.get(form);
    if (!scored) {
      const authors = new Set([...grams(coreName(form))].flatMap(authorsWith));
      scored = [...authors]
        .map((author) => ({ author, score: nameSimilarity(form, names[author] ?? '') }))
        .sort((a, b) => b.score - a.score || a.author - b.author)
        .slice(0, 3);
      cache.set(form, scored);
    }
    const [best, next] = scored.filter((one) => one.author !== self);
    if (!best || best.score - (next?.score ?? 0) < MARGIN) return null;
    return isPlausibleForm(form, names[best.author] ?? '') ? best : null;
  };
}

function indexGrams(names: readonly string[]): Map<string, number[]> {
  const index = new Map<string, number[]>();
  names.forEach((name, author) => {
    for (const gram of grams(coreName(name))) {
      const list = index.get(gram);
      if (list) list.push(author);
      else index.set(gram, [author]);
    }
  });
  return index;
}

function grams(core: string): Set<string> {
  const out = new Set<string>();
  for (let at = 0; at + 3 <= core.length && at < 40; at++) out.add(core.slice(at, at + 3));
  return out;
}
