/**
 * First pass over a page capture: where the comments begin, which lines are headers, what kind of page it
 * is. It keeps a few numbers a comment and no text, so a second pass can stream the comments out.
 * The heading is the first whose next non-blank line is a header; else one that is the last non-blank line
 * of the file; without any, headers with blank lines around them make the section ("no heading").
 */
import { growingBytes, growingFloats, growingInts } from '../text/grow.ts';
import { hash53 } from '../text/hash.ts';
import type { PageLine } from './each-line.ts';
import { hasGluedSwitch, headingCount, isCopyright, isIndexMark, loneNumber } from './furniture.ts';
import { parseHeader, startsLikeHeader } from './header.ts';
import type { Header } from './header.ts';

interface Heading {
  line: number;
  /** Line of the number when it stands alone below the heading; 0 = none. */
  numberLine: number;
  declared: number | null;
}

/** Headers as they come, in parallel arrays. */
export class HeaderList {
  line = growingInts();
  timeMin = growingFloats();
  keyHash = growingFloats();
  isKnown = growingBytes();

  push(line: number, header: Header): void {
    this.line.push(line);
    this.timeMin.push(header.when.timeMin ?? NaN);
    this.keyHash.push(hash53(header.key));
    this.isKnown.push(header.isKnownAvatar ? 1 : 0);
  }

  clear(): void {
    for (const column of [this.line, this.timeMin, this.keyHash, this.isKnown]) column.clear();
  }
}

export class Survey {
  headers = new HeaderList();
  titleLine = 0;
  lastLine = 0;
  /** The heading that opens the comments; null = no heading, or no comments. */
  heading: Heading | null = null;
  /** The last heading-like line that opens nothing. */
  strayHeading: Heading | null = null;
  truncatedLine = 0;
  copyrightLine = 0;
  indexMarks = 0;
  gluedSwitchLine = 0;
  #pending: Heading | null = null;
  #isAfterBlank = false;

  visit(line: PageLine): void {
    if (line.isBlank) {
      this.#isAfterBlank = true;
      return;
    }
    const isAfterBlank = this.#isAfterBlank;
    this.#isAfterBlank = false;
    this.lastLine = line.no;
    this.truncatedLine = 0;
    if (this.titleLine === 0) {
      this.titleLine = line.no;
      return;
    }
    if (line.isOversize) {
      this.#dropPending();
      return;
    }
    if (this.heading === null && this.#visitAbove(line)) return;
    const canBeHeader = line.isNextBlank && (isAfterBlank || this.#pending !== null);
    const header = canBeHeader ? parseHeader(line.text) : null;
    if (header) this.#takeHeader(line.no, header, isAfterBlank);
    else if (isAfterBlank || this.#pending) {
      this.truncatedLine = startsLikeHeader(line.text) ? line.no : 0;
    }
    this.#dropPending();
  }

  /** Call after the last line. */
  finish(): void {
    const last = this.#pending;
    const isCutOff =
      this.truncatedLine > 0 && this.strayHeading !== null && this.headers.line.length === 0;
    if (this.heading === null && this.headers.line.length === 0) {
      if (last) this.heading = last;
      else if (isCutOff && this.#isDirectlyAfter(this.strayHeading))
        this.heading = this.strayHeading;
    }
    if (last && this.heading === null) this.strayHeading = last;
  }

  #isDirectlyAfter(heading: Heading | null): boolean {
    return heading !== null && this.truncatedAfter === heading.line;
  }

  /** Line of the heading that the truncated header follows. */
  truncatedAfter = 0;

  #visitAbove(line: PageLine): boolean {
    const declared = headingCount(line.text);
    if (declared !== undefined) {
      this.#dropPending();
      this.#pending = { line: line.no, numberLine: 0, declared };
      return true;
    }
    if (this.#pending?.declared === null && this.#pending.numberLine === 0) {
      const number = loneNumber(line.text);
      if (number !== null) {
        this.#pending.declared = number;
        this.#pending.numberLine = line.no;
        return true;
      }
    }
    if (isIndexMark(line.text)) this.indexMarks++;
    if (isCopyright(line.text)) this.copyrightLine = line.no;
    if (this.gluedSwitchLine === 0 && hasGluedSwitch(line.text)) this.gluedSwitchLine = line.no;
    return false;
  }

  #takeHeader(line: number, header: Header, isAfterBlank: boolean): void {
    if (this.#pending) {
      this.heading = this.#pending;
      this.#pending = null;
      this.headers.clear();
    } else if (!isAfterBlank || (this.heading === null && !header.isKnownAvatar)) {
      return;
    }
    this.headers.push(line, header);
  }

  #dropPending(): void {
    if (!this.#pending) return;
    this.strayHeading = this.#pending;
    this.truncatedAfter = this.truncatedLine > 0 ? this.#pending.line : this.truncatedAfter;
    this.#pending = null;
  }
}
