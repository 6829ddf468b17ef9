/**
 * Decides the order of all-number dates from the whole file and reads times by it. 31/12/2016 can only be
 * day first; when no date in the file decides, or dates contradict each other, such times stay words.
 */
import { minutesOf } from '../../core/dates.ts';
import type { ImportOptions, ImportSink } from '../importer.ts';
import { readTime } from './parse.ts';
import type { DateOrder, TimeForm } from './parse.ts';

const NUMBERS = /^\W{0,2}(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/;

/** Dates that can only be read one way: how many, and the first of them. */
interface Witnesses {
  count: number;
  text: string;
  line: number;
}

/** First pass: collects what decides the order. */
export class DateEvidence {
  #witnesses: Record<DateOrder, Witnesses> = {
    'day-first': { count: 0, text: '', line: 0 },
    'month-first': { count: 0, text: '', line: 0 },
    'year-first': { count: 0, text: '', line: 0 },
  };
  #seen = 0;
  ambiguous = 0;

  see(text: string, line: number): void {
    const match = NUMBERS.exec(text);
    if (!match) return;
    const [first, second, third] = [Number(match[1]), Number(match[2]), Number(match[3])];
    const asDayFirst = minutesOf(third, second, first, 0, 0) !== null;
    const asMonthFirst = minutesOf(third, first, second, 0, 0) !== null;
    const asYearFirst = match[3]?.length === 2 && minutesOf(first, second, third, 0, 0) !== null;
    if (asDayFirst || asMonthFirst || asYearFirst) this.#seen++;
    if (asDayFirst && !asMonthFirst) this.#witness('day-first', text, line);
    else if (asMonthFirst && !asDayFirst) this.#witness('month-first', text, line);
    else if (asDayFirst && first !== second) this.ambiguous++;
    else if (!asDayFirst && asYearFirst) this.#witness('year-first', text, line);
  }

  get isNeeded(): boolean {
    return this.ambiguous > 0 || this.#orders().length > 0;
  }

  /** The order that all dates allow, or null, with the reason in words. */
  decide(): { order: DateOrder | null; evidence: string } {
    const orders = this.#orders();
    const said = orders.map((order) => `${this.#words(order)} can only be ${NAMES[order]}`);
    if (orders.length === 1 && orders[0]) return { order: orders[0], evidence: said.join() };
    if (orders.length > 1) return { order: null, evidence: said.join('; ') };
    const evidence = `none of ${dates(this.#seen)} has a day over 12, so none decides between day and month first`;
    return { order: null, evidence };
  }

  #witness(order: DateOrder, text: string, line: number): void {
    const witnesses = this.#witnesses[order];
    if (witnesses.count === 0) Object.assign(witnesses, { text, line });
    witnesses.count++;
  }

  #orders(): DateOrder[] {
    const orders = Object.keys(this.#witnesses) as DateOrder[];
    return orders.filter((order) => this.#witnesses[order].count > 0);
  }

  #words(order: DateOrder): string {
    const { count, text, line } = this.#witnesses[order];
    const first = `"${text.slice(0, 40)}" on line ${line}`;
    return `${count} of ${dates(this.#seen)} (the first: ${first})`;
  }
}

const NAMES: Record<DateOrder, string> = {
  'day-first': 'day first',
  'month-first': 'month first',
  'year-first': 'year first',
};

function dates(count: number): string {
  return count === 1 ? '1 date' : `${count} dates`;
}

const CHOSEN: Record<NonNullable<ImportOptions['dateOrder']>, string> = {
  'day-first': 'chosen by the reader',
  'month-first': 'chosen by the reader',
  'year-first': 'chosen by the reader',
  'as-words': 'left as words by the reader where they can be read two ways',
};

const WORDS: Record<TimeForm, string> = {
  iso: 'year first',
  epoch: 'seconds since 1970 (UTC)',
  numbers: 'numbers',
  'named-month': 'named months',
};

/** Second pass: reads times by the decided order, and warns with line numbers where it can't. */
export class TimeReader {
  #sink: ImportSink;
  #order: DateOrder | null;
  #evidence: string;
  /** Some dates can be read two ways, and nothing decides. */
  #isOpen: boolean;
  #counts = new Map<TimeForm, number>();

  constructor(sink: ImportSink, options: ImportOptions, evidence: DateEvidence | null) {
    this.#sink = sink;
    const decided = evidence?.decide() ?? { order: null, evidence: '' };
    const { dateOrder } = options;
    this.#order = dateOrder === 'as-words' ? null : (dateOrder ?? decided.order);
    this.#isOpen = (evidence?.ambiguous ?? 0) > 0 || dateOrder === 'as-words';
    this.#evidence = dateOrder ? CHOSEN[dateOrder] : decided.evidence;
    if (this.#evidence !== '') this.describe();
  }

  /** The time, or null with the source's words. Empty input has neither. */
  read(raw: string, line: number): { time: string | null; timeText?: string } {
    if (raw === '') return { time: null };
    const reading = readTime(raw, this.#order);
    if (reading.kind === 'time') {
      this.#counts.set(reading.form, (this.#counts.get(reading.form) ?? 0) + 1);
      return { time: reading.time };
    }
    const timeText = raw.trim().slice(0, 200);
    this.#sink.warn({ ...COMPLAINTS[reading.kind], line });
    return { time: null, timeText };
  }

  /** Says in the receipt how dates were read. Call at the end. */
  describe(): void {
    const forms = [...this.#counts].sort((a, b) => b[1] - a[1]);
    if (this.#evidence !== '') {
      const order = this.#order ?? (this.#isOpen ? 'unknown' : 'unambiguous');
      this.#sink.describe({ dates: { order, evidence: this.#evidence } });
    } else if (forms[0]) {
      const evidence = forms
        .map(([form, count]) => `${count.toLocaleString('en')} × ${WORDS[form]}`)
        .join(', ');
      this.#sink.describe({ dates: { order: forms[0][0], evidence } });
    }
  }
}

const COMPLAINTS = {
  ambiguous: {
    code: 'date-order-unknown',
    message:
      'Day and month could be either way round; the time is kept as words. Choose the order to read it.',
  },
  impossible: {
    code: 'impossible-date',
    message: 'There is no such day or time; it is kept as words.',
  },
  unknown: {
    code: 'unreadable-time',
    message: 'This time could not be read; it is kept as words.',
  },
} as const;
