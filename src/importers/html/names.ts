import { findTime } from '../times/find.ts';
import { isWeekday } from '../times/months.ts';
import type { Block } from './blocks.ts';
import type { HtmlPage } from './page.ts';
import { asidesIn, textOf } from './texts.ts';

const MOST_CHARS = 80;
/** What stands before a name: "Comment by Kim", "geschrieben von Kim". */
const LEAD =
  /^(?:(?:comment|kommentar|posted|written|geschrieben|eingestellt|publicado|envoyé|écrit|rédigé|commentaire|beitrag)\s+)?(?:by|von|par|por|di|da|de|door|av|od|от)\s+/iu;
/** What stands after one: "Kim says:", "Kim am". */
const TAIL =
  /(?:[\s,:|•·–—/-]|\s(?:says?|said|wrote|writes|sagte?|schreibt|schrieb|meint|dit|dice|diz|zegt|pisze|at|on|am|um|le|el|il|op|em|em|в)\b:?)+$/iu;

/** The name in an author's element: its first line, without what pages put around names; '' = none. */
export function nameIn(page: HtmlPage, element: number): string {
  if (element < 0 || page.textLength(element) > 20 * MOST_CHARS) return '';
  let name = page.names.get(element);
  if (name === undefined) {
    const line = plainWords(page, element).split('\n')[0] ?? '';
    name = trimmed(findTime(line)?.before || line);
    page.names.set(element, name);
  }
  return name;
}

/** The name in the few words before the date, where nothing else marks it: "Comment by Kim — 17 July 2011". */
export function nameBeside(
  page: HtmlPage,
  { time, element }: Pick<Block, 'time' | 'element'>,
): string {
  const end = page.end.get(element);
  for (let i = time, tries = 0; i >= 0 && tries < 3; i++, tries++) {
    const mark = page.times[i];
    if (!mark || mark.element >= end) return '';
    for (let at = mark.element, climb = 0; at > element && climb < 5; climb++) {
      if (page.textLength(at) > 20 * MOST_CHARS) break;
      const words = plainWords(page, at).replace(/\s+/g, ' ');
      const found = findTime(words);
      const name = found ? trimmed(found.before) : '';
      if (/\p{L}/u.test(name)) return name;
      at = page.parent.get(at);
    }
  }
  return '';
}

const plainWords = (page: HtmlPage, element: number): string =>
  textOf(page, element, asidesIn(page, element, []));

function trimmed(words: string): string {
  const start = words
    .slice(0, 3 * MOST_CHARS)
    .replace(/\s+/g, ' ')
    .trim();
  let name = start.replace(LEAD, '');
  for (let before = ''; before !== name;) {
    before = name;
    name = name
      .replace(TAIL, '')
      .replace(/(?:^|\s)(\p{L}+)\.?$/u, (whole, word: string) => (isWeekday(word) ? '' : whole));
  }
  return name.length <= MOST_CHARS && /\p{L}|\d{3}/u.test(name) ? name.trim() : '';
}
