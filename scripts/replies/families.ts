import { stripped } from './augment.ts';
import { loadSet, randomFrom, type GoldPage } from './data.ts';
import { chatPages } from './transfer-pages.ts';

export const FAMILIES = ['wikitalk', 'delving', 'chat'] as const;
export type Family = (typeof FAMILIES)[number];

/** Pages a family is trained on, before they are laid out. */
export function trainingPages(family: Family): GoldPage[] {
  return family === 'chat' ? chatPages('irc_ubuntu_train', 16) : loadSet(family);
}

/** Pages a family kept out of training is measured on. */
export function testPages(family: Family): GoldPage[] {
  return family === 'chat' ? chatPages('irc_ubuntu_dev', 1) : loadSet(family);
}

/** What a page may hold: as recorded, one thread alone, or the comments of several pages by time. */
export const SHAPES: Readonly<Record<string, (family: Family) => GoldPage[]>> = {
  pages: testPages,
  'single threads': (family) => testPages(family).flatMap(threadsOf),
  'many threads': (family) => (family === 'chat' ? [] : joined(testPages(family), 10)),
};

type Loss = (page: GoldPage) => GoldPage;

const each =
  (
    change: (comment: GoldPage['comments'][number]) => Partial<GoldPage['comments'][number]>,
  ): Loss =>
  (page) => ({
    ...page,
    comments: page.comments.map((comment) => ({ ...comment, ...change(comment) })),
  });

const DAY = 1440;
const SHORT_WORDS = 8;

/** What a page may lack. */
export const LOSSES: Readonly<Record<string, Loss>> = {
  nothing: (page) => page,
  times: each(() => ({ time: null })),
  'times within the day': each(({ time }) => ({
    time: time === null ? null : Math.floor(time / DAY) * DAY,
  })),
  'all names': each(() => ({ author: null })),
  'half the names': (page) => {
    const random = randomFrom(`${page.id}/half`);
    const lost = new Map<string | null, boolean>();
    for (const { author } of page.comments) {
      if (!lost.has(author)) lost.set(author, random() < 0.5);
    }
    return each(({ author }) => (lost.get(author) === true ? { author: null } : {}))(page);
  },
  'quotations and addresses': stripped,
  'all but eight words': (page) =>
    each(({ body }) => ({ body: body.split(/\s+/u).slice(0, SHORT_WORDS).join(' ') }))(
      stripped(page),
    ),
  'the script': each(({ author, body }) => ({
    author: author === null ? null : rewritten(author),
    body: rewritten(body),
  })),
};

const LATIN = 'abcdefghijklmnopqrstuvwxyz';
const GREEK = 'αβψδεφγηιξκλμνοπϟρστθωϛχυζ'.match(/./gu) ?? [];

/** The text in Greek letters, letter by letter: no word of any list is left. */
function rewritten(text: string): string {
  return text.replace(/[a-z]/giu, (letter) => {
    const small = letter.toLowerCase();
    const other = GREEK[LATIN.indexOf(small)] ?? letter;
    return letter === small ? other : other.toUpperCase();
  });
}

function pick(page: GoldPage, kept: readonly number[], id: string): GoldPage {
  const place = new Map(kept.map((i, at) => [i, at]));
  return {
    id,
    notices: 0,
    comments: kept.map((i) => page.comments[i] ?? { author: null, time: null, body: '' }),
    parents: kept.map((i) =>
      (page.parents[i] ?? []).map((parent) => (parent < 0 ? -1 : (place.get(parent) ?? -1))),
    ),
  };
}

const LEAST_THREAD = 4;

function threadsOf(page: GoldPage): GoldPage[] {
  const root: number[] = [];
  const threads = new Map<number, number[]>();
  page.parents.forEach((right, i) => {
    const parent = right.find((one) => one >= 0) ?? -1;
    root[i] = parent < 0 ? i : (root[parent] ?? i);
    const first = root[i] ?? i;
    threads.set(first, [...(threads.get(first) ?? []), i]);
  });
  return [...threads]
    .filter(([, kept]) => kept.length >= LEAST_THREAD)
    .map(([first, kept]) => pick(page, kept, `${page.id}/${String(first)}`));
}

/** `many` pages at a time as one: all begin within the hour, their comments stand by time. */
function joined(pages: readonly GoldPage[], many: number): GoldPage[] {
  const out: GoldPage[] = [];
  for (let from = 0; from < pages.length; from += many) {
    const group = pages.slice(from, from + many);
    const comments: GoldPage['comments'] = [];
    const parents: number[][] = [];
    group.forEach((page, at) => {
      const base = comments.length;
      const first = page.comments[0]?.time ?? 0;
      for (const comment of page.comments) {
        comments.push({ ...comment, time: (comment.time ?? first) - first + 7 * at });
      }
      for (const right of page.parents)
        parents.push(right.map((one) => (one < 0 ? -1 : base + one)));
    });
    const whole: GoldPage = { id: `${group[0]?.id ?? ''}/joined`, notices: 0, comments, parents };
    const byTime = comments.map((_, i) => i);
    byTime.sort((a, b) => (comments[a]?.time ?? 0) - (comments[b]?.time ?? 0) || a - b);
    out.push(pick(whole, byTime, whole.id));
  }
  return out;
}
