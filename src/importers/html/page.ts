/**
 * A saved page as a flat list of elements and texts in document order, built from a SAX stream: no DOM, no
 * script, no recursion. An element's subtree is a range of elements and a range of texts.
 * Limits: depth 512, 5 million tags, 30 s; past them reading stops at that place, with its line.
 */
import { Parser } from 'htmlparser2';
import { growingInts } from '../text/grow.ts';
import { authorHint, isSkipped, timeHint } from './markers.ts';

export const MAX_DEPTH = 512;
const MAX_TAGS = 5_000_000;
const MAX_MS = 30_000;

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
  /** Elements by 'tag.class' for each of their classes. */
  groups = new Map<string, number[]>();
  ids = new Map<number, string>();
  classes = new Map<number, string>();
  times: TimeMark[] = [];
  authors: number[] = [];
  metaTitle = '';
  lastLine = 1;
}

/** Takes markup in any portions; throws HtmlLimit when the page goes past a limit. */
export class PageBuilder {
  page = new HtmlPage();
  #open: number[] = [];
  #skipDepth = 0;
  #source = '';
  #sourceStart = 0;
  #linePosition = 0;
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
    this.#parser.write(text);
    this.#countLines(this.#sourceStart + text.length);
    if (performance.now() - this.#started > MAX_MS)
      throw this.#limit('reading took over 30 seconds');
  }

  finish(): HtmlPage {
    this.#parser.end();
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
    if (name === 'br') page.texts.push({ text: '\n', element });
    this.#note(element, name, attributes);
  }

  #note(element: number, name: string, attributes: Record<string, string>): void {
    const { page } = this;
    const className = (attributes['class'] ?? '').slice(0, 400);
    const itemprop = (attributes['itemprop'] ?? '').slice(0, 80);
    const words = `${className} ${itemprop}`.trim();
    if (words !== '') page.classes.set(element, words);
    for (const token of new Set(words.split(/\s+/, 20))) {
      if (token === '' || /\d{3}/.test(token)) continue;
      const key = `${name}.${token}`;
      const group = page.groups.get(key);
      if (group) group.push(element);
      else page.groups.set(key, [element]);
    }
    const id = attributes['data-comment-id'] ?? attributes['data-id'] ?? attributes['id'];
    if (id !== undefined && id !== '') page.ids.set(element, id.slice(0, 120));
    const time = timeHint(name, words, attributes);
    if (time !== null) page.times.push({ element, value: time });
    if (authorHint(name, words, attributes)) page.authors.push(element);
    if (name === 'meta' && attributes['property'] === 'og:title')
      page.metaTitle = attributes['content'] ?? '';
  }

  #text(text: string): void {
    const element = this.#open.at(-1) ?? -1;
    if (this.#skipDepth > 0 || text === '') return;
    this.page.texts.push({ text, element });
  }

  #closeTag(): void {
    const { page } = this;
    const element = this.#open.pop();
    if (element === undefined) return;
    if (isSkipped(page.tags[element] ?? '')) this.#skipDepth--;
    page.end.set(element, page.tags.length);
    page.textEnd.set(element, page.texts.length);
  }

  #countLines(upTo: number): void {
    const end = upTo - this.#sourceStart;
    for (let at = this.#linePosition - this.#sourceStart; ;) {
      const feed = this.#source.indexOf('\n', Math.max(0, at));
      if (feed < 0 || feed >= end) break;
      this.page.lastLine++;
      at = feed + 1;
    }
    this.#linePosition = Math.max(this.#linePosition, upTo);
  }

  #limit(reason: string): HtmlLimit {
    return new HtmlLimit(reason, this.page.lastLine);
  }
}
