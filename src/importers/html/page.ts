/**
 * A saved page as a flat list of elements and texts in document order, built from a SAX stream: no DOM, no
 * script, no recursion. An element's subtree is a range of elements and a range of texts.
 * Limits: depth 512, 5 million tags, 30 s; past them reading stops at that place, with its line.
 */
import { Parser } from 'htmlparser2';
import { growingInts } from '../text/grow.ts';
import { findTime } from '../times/find.ts';
import {
  authorHint,
  depthHint,
  isBodyEnd,
  isHeading,
  isSkipped,
  namedAuthor,
  statedParent,
  timeHint,
} from './markers.ts';

export const MAX_DEPTH = 512;
const MAX_TAGS = 5_000_000;
const MAX_MS = 30_000;
/** A date is looked for in this many characters at most. */
const DATE_CHARS = 140;
const MOST_DATE_CHARS = 40;
/** Before the date when a member joined. */
const MEMBER_SINCE = /\b(?:join|regist|dabei|mitglied|member|seit|since|inscri|miembro)/i;

export class HtmlLimit extends Error {
  line: number;

  constructor(message: string, line: number) {
    super(message);
    this.name = 'HtmlLimit';
    this.line = line;
  }
}

export interface TextPiece {
  text: string;
  element: number;
}

export interface TimeMark {
  element: number;
  /** Machine-readable value of the element, when it has one. */
  value: string;
  /** Only the shape of its words says that it is a time. */
  isByShape: boolean;
}

export class HtmlPage {
  tags: string[] = [];
  parent = growingInts();
  /** End (exclusive) of the subtree among elements, and start and end among texts. */
  end = growingInts();
  textStart = growingInts();
  textEnd = growingInts();
  line = growingInts();
  texts: TextPiece[] = [];
  /** Characters before each text. */
  chars = growingInts();
  allChars = 0;
  /** Elements by 'tag.class' for each of their classes, and by 'tag#stem' where an id is a word and a number. */
  groups = new Map<string, number[]>();
  ids = new Map<number, string>();
  classes = new Map<number, string>();
  times: TimeMark[] = [];
  authors: number[] = [];
  /** Authors, parents and depths that elements state in attributes. */
  named = new Map<number, string>();
  /** Names that were read already, by element. */
  names = new Map<number, string>();
  parents = new Map<number, string>();
  depths: { element: number; depth: number }[] = [];
  /** Headings that lead to another page, as teasers have them. */
  teasers: number[] = [];
  /** Elements whose class ends in text, body or content. */
  bodies: number[] = [];
  metaTitle = '';
  lastLine = 1;

  addText(text: string, element: number): void {
    this.chars.push(this.allChars);
    this.allChars += text.length;
    this.texts.push({ text, element });
  }

  /** Length of all text in an element. */
  textLength(element: number): number {
    const until = this.chars.get(this.textEnd.get(element));
    const from = this.chars.get(this.textStart.get(element));
    return Number.isNaN(from) ? 0 : (Number.isNaN(until) ? this.allChars : until) - from;
  }
}

/** Takes markup in any portions; throws HtmlLimit when the page goes past a limit. */
export class PageBuilder {
  page = new HtmlPage();
  #open: number[] = [];
  #skipDepth = 0;
  #source = '';
  #sourceStart = 0;
  /** The next line feed in `#source` that is not counted yet, -1 = none. */
  #feed = -1;
  #started = performance.now();
  #parser: Parser;

  constructor() {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#openTag(name, attributes),
        onclosetag: () => this.#closeTag(),
        ontext: (text) => this.#text(text),
      },
      { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
    );
  }

  write(text: string): void {
    this.#sourceStart += this.#source.length;
    this.#source = text;
    this.#feed = text.indexOf('\n');
    this.#parser.write(text);
    this.#countLines(this.#sourceStart + text.length);
    if (performance.now() - this.#started > MAX_MS)
      throw this.#limit('reading took over 30 seconds');
  }

  finish(): HtmlPage {
    this.#parser.end();
    const times = this.page.times.map((mark) => ({
      ...mark,
      value: /\d/.test(mark.value) ? mark.value : '',
    }));
    this.page.times = times
      .filter((mark) => this.#isTime(mark))
      .sort((a, b) => a.element - b.element);
    return this.page;
  }

  #openTag(name: string, attributes: Record<string, string>): void {
    const { page } = this;
    const element = page.tags.length;
    this.#countLines(this.#parser.startIndex);
    if (this.#open.length >= MAX_DEPTH) throw this.#limit(`tags are nested over ${MAX_DEPTH} deep`);
    if (element >= MAX_TAGS) throw this.#limit('there are over 5 million tags');
    page.tags.push(name);
    page.parent.push(this.#open.at(-1) ?? -1);
    page.end.push(element + 1);
    page.textStart.push(page.texts.length);
    page.textEnd.push(page.texts.length);
    page.line.push(page.lastLine);
    this.#open.push(element);
    if (isSkipped(name)) this.#skipDepth++;
    if (name === 'br') page.addText('\n', element);
    this.#note(element, name, attributes);
  }

  #note(element: number, name: string, attributes: Record<string, string>): void {
    const { page } = this;
    const className = (attributes['class'] ?? '').slice(0, 400);
    const itemprop = (attributes['itemprop'] ?? '').slice(0, 80);
    const words = `${className} ${itemprop}`.trim();
    if (words !== '') page.classes.set(element, words);
    for (const token of new Set(words.split(/\s+/, 20))) {
      if (token !== '' && !/\d{3}/.test(token)) this.#group(`${name}.${token}`, element);
    }
    const stem = /^([a-z][a-z_-]{0,40}?)[-_]?\d+$/i.exec(attributes['id'] ?? '')?.[1];
    if (stem !== undefined) {
      this.#group(`${name}#${stem}`, element);
      page.classes.set(element, `${words} ${stem}`.trim());
    }
    const id =
      attributes['data-comment-id'] ??
      attributes['data-fullname'] ??
      attributes['thingid'] ??
      attributes['data-id'] ??
      attributes['id'];
    if (id !== undefined && id !== '') page.ids.set(element, id.slice(0, 120));
    this.#noteMarks(element, name, words, attributes);
    if (name === 'meta' && attributes['property'] === 'og:title')
      page.metaTitle = attributes['content'] ?? '';
  }

  #noteMarks(
    element: number,
    name: string,
    words: string,
    attributes: Record<string, string>,
  ): void {
    const { page } = this;
    const time = timeHint(name, words, attributes);
    if (time !== null) page.times.push({ element, value: time, isByShape: false });
    if (authorHint(name, words, attributes)) page.authors.push(element);
    if (isBodyEnd(words)) page.bodies.push(element);
    const author = namedAuthor(name, attributes);
    if (author !== '') page.named.set(element, author.slice(0, 120));
    const parent = statedParent(attributes);
    if (parent !== '') page.parents.set(element, parent.slice(0, 120));
    const depth = depthHint(name, words, attributes);
    if (!Number.isNaN(depth)) page.depths.push({ element, depth });
    const around = this.#open.slice(-4, -1).map((open) => page.tags[open] ?? '');
    const href = attributes['href'] ?? '';
    const isHeadLink = name === 'a' && href !== '' && !href.includes('#') && around.some(isHeading);
    if (isHeadLink || (isHeading(name) && around.includes('a'))) page.teasers.push(element);
  }

  #group(key: string, element: number): void {
    const group = this.page.groups.get(key);
    if (group) group.push(element);
    else this.page.groups.set(key, [element]);
  }

  #text(text: string): void {
    const element = this.#open.at(-1) ?? -1;
    if (this.#skipDepth > 0 || text === '') return;
    this.page.addText(text, element);
    const words = text.length < DATE_CHARS ? text.trim() : '';
    if (words === '' || words.length > MOST_DATE_CHARS) return;
    const found = findTime(words);
    if (found && found.length >= words.length * 0.7) {
      this.page.times.push({ element, value: found.text, isByShape: true });
    }
  }

  #closeTag(): void {
    const { page } = this;
    const element = this.#open.pop();
    if (element === undefined) return;
    if (isSkipped(page.tags[element] ?? '')) this.#skipDepth--;
    page.end.set(element, page.tags.length);
    page.textEnd.set(element, page.texts.length);
    this.#noteDate(element);
  }

  /** The innermost element whose few words hold a date is a time, whatever its class. */
  #noteDate(element: number): void {
    const { page } = this;
    const start = page.textStart.get(element);
    if (page.texts.length - start > 12 || page.texts.length === start) return;
    if ((page.times.at(-1)?.element ?? -1) >= element) return;
    const words = this.#fewWords(element);
    if (words.length > DATE_CHARS) return;
    const found = findTime(words);
    if (found && !MEMBER_SINCE.test(found.before)) {
      page.times.push({ element, value: '', isByShape: true });
    }
  }

  /** The start of an element's text, enough to see whether it is short. */
  #fewWords(element: number): string {
    const { page } = this;
    let words = '';
    const end = page.textEnd.get(element);
    for (let i = page.textStart.get(element); i < end && words.length < DATE_CHARS * 3; i++) {
      words += page.texts[i]?.text ?? '';
    }
    return words.replace(/\s+/g, ' ').trim();
  }

  /** Marks that only look like times by their class ("date-icon") go. */
  #isTime({ element, value }: TimeMark): boolean {
    return value !== '' || this.page.tags[element] === 'time' || /\d/.test(this.#fewWords(element));
  }

  /** Counts lines up to a position of the stream. A line without end is looked through once only. */
  #countLines(upTo: number): void {
    const end = upTo - this.#sourceStart;
    while (this.#feed >= 0 && this.#feed < end) {
      this.page.lastLine++;
      this.#feed = this.#source.indexOf('\n', this.#feed + 1);
    }
  }

  #limit(reason: string): HtmlLimit {
    return new HtmlLimit(reason, this.page.lastLine);
  }
}
