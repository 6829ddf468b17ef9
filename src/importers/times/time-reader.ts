/**
 * Decides the order of all-number dates from the whole file and reads times by it. 31/12/2016 can only be
 * day first; when no date in the file decides, or dates contradict each other, such times stay words.
 */
import { minutesOf } from '../../core/dates.ts';
import type { ImportOptions, ImportSink } from '../importer.ts';
import { readTime } from './parse.ts';
import type { DateOrder, TimeForm } from './parse.ts';

const NUMBERS = /^\W{0,2}(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)/;

interface Witness {
  text: string;
  line: number;
}

/** First pass: collects what decides the order. */
export class DateEvidence {
  #dayFirst: Witness | null = null;
  #monthFirst: Witness | null = null;
  ambiguous = 0;

  see(text: string, line: number): void {
    const match = NUMBERS.exec(text);
    if (!match) return;
    const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
    const asDayFirst = minutesOf(year, second, first, 0, 0) !== null;
    const asMonthFirst = minutesOf(year, first, second, 0, 0) !== null;
    if (asDayFirst && !asMonthFirst) this.#dayFirst ??= { text, line };
    else if (asMonthFirst && !asDayFirst) this.#monthFirst ??= { text, line };
    else if (asDayFirst && first !== second) this.ambiguous++;
  }

  get isNeeded(): boolean {
    return this.ambiguous > 0 || this.#dayFirst !== null || this.#monthFirst !== null;
  }

  decide(): { order: DateOrder | null; evidence: string } {
    const [day, month] = [this.#dayFirst, this.#monthFirst];
    if (day && month) {
      const evidence = `${quote(day)} can only be day first, ${quote(month)} only month first`;
      return { order: null, evidence };
    }
    if (day) return { order: 'day-first', evidence: `${quote(day)} can only be day first` };
    if (month) return { order: 'month-first', evidence: `${quote(month)} can only be month first` };
    return { order: null, evidence: 'no date in the file decides between day and month first' };
  }
}

function quote(witness: Witness): string {
  return `"${witness.text.slice(0, 40)}" on line ${witness.line}`;
}

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
  #counts = new Map<TimeForm, number>();

  constructor(sink: ImportSink, options: ImportOptions, evidence: DateEvidence | null) {
    this.#sink = sink;
    const decided = evidence?.decide() ?? { order: null, evidence: '' };
    this.#order = options.dateOrder ?? decided.order;
    this.#evidence = options.dateOrder ? 'chosen by the reader' : decided.evidence;
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
      const order = this.#order ?? 'unknown';
      this.#sink.describe({ dates: { order, evidence: this.#evidence } });
    } else if (forms[0]) {
      const evidence = forms.map(([form, count]) => `${count} × ${WORDS[form]}`).join(', ');
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
