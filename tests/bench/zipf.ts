/** A small deterministic corpus for search: Zipf vocabulary, some Arabic with articles, some accents. */
export interface ZipfComment {
  article: number;
  commenter: number;
  body: string;
}

export interface ZipfCorpus {
  titles: string[];
  names: (string | null)[];
  comments: ZipfComment[];
}

export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const LATIN = 'etaoinshrdlucmfwypvbgkqjxz';
const ARABIC = 'اليمنترهبدعكسفقحشجخطصضغزثذظ';
const ARTICLES = ['', '', '', 'ال', 'وال', 'بال', 'لل'];

function makeWord(random: () => number, letters: string): string {
  const length = 2 + Math.floor(random() * 4 + random() * 5);
  let word = '';
  for (let at = 0; at < length; at += 1) {
    word += letters[Math.floor(random() ** 1.7 * letters.length)] ?? 'a';
  }
  return word;
}

/** Draws ranks 0 … size − 1 with a probability falling as 1 / (rank + 3). */
function zipf(random: () => number, size: number): number {
  return Math.min(size - 1, Math.floor(3 * ((size / 3 + 1) ** random() - 1)));
}

export interface ZipfShape {
  seed: number;
  comments: number;
  words?: number;
  vocabulary?: number;
  commenters?: number;
  articles?: number;
}

export function makeZipfCorpus(shape: ZipfShape): ZipfCorpus {
  const random = makeRandom(shape.seed);
  const { comments, words = 40, vocabulary = 3000 + Math.floor(comments / 5) } = shape;
  const commenters = shape.commenters ?? Math.max(10, Math.floor(comments / 20));
  const articles = shape.articles ?? Math.max(3, Math.floor(comments / 400));
  const latin = Array.from({ length: vocabulary }, () => makeWord(random, LATIN));
  const arabic = Array.from({ length: Math.ceil(vocabulary / 8) }, () => makeWord(random, ARABIC));
  const latinWord = (): string => latin[zipf(random, latin.length)] ?? '';
  const text = (length: number): string => {
    const isArabic = random() < 0.12;
    const parts: string[] = [];
    for (let at = 0; at < length; at += 1) {
      if (!isArabic) parts.push(random() < 0.05 ? latinWord().toUpperCase() : latinWord());
      else {
        const article = ARTICLES[Math.floor(random() * ARTICLES.length)] ?? '';
        parts.push(article + (arabic[zipf(random, arabic.length)] ?? ''));
      }
      if (random() < 0.1) {
        const mark = ['.', ',', '!', ' -', "'s"][Math.floor(random() * 5)] ?? '';
        parts.push((parts.pop() ?? '') + mark);
      }
    }
    return parts.join(' ');
  };
  const name = (at: number): string | null => {
    const kind = random();
    if (kind < 0.03) return null;
    const base = `${latin[Math.floor(random() * latin.length)] ?? ''}${String(at)}`;
    if (kind < 0.2) return `${base} ${latinWord()}`;
    if (kind < 0.25) return `_${base}_`;
    return kind < 0.3 ? `${base}.com` : base;
  };
  return {
    titles: Array.from({ length: articles }, () => text(4 + Math.floor(random() * 6))),
    names: Array.from({ length: commenters }, (_, at) => name(at)),
    comments: Array.from({ length: comments }, () => ({
      article: zipf(random, articles),
      commenter: zipf(random, commenters),
      body: text(1 + Math.floor(random() * 2 * (words - 1))),
    })),
  };
}
