import { readTime } from '../times/parse.ts';

const DAY_LINE =
  /^(?:-{2,3} ?|\*{3,4} ?)?(?:Log opened|BEGIN LOGGING AT|Day changed(?: to)?|Session (?:Start|Time)|Logging started|Date):? (.{6,40})$/i;
const CLOCK_ONLY = /^\d{1,2}[:.]\d{2}(?![./-]\d)/;
/** 'Mar 14 10:00:01', under a line that names the year. */
const NO_YEAR = /^(\p{L}{3}) (\d{1,2}) (\d{2}:)/u;

/** The day that clock times of a chat log belong to, as its own lines say: '--- Day changed Mon Jan 23 2017'. */
export class RunningDay {
  #day: string | null = null;

  /** True when the line names a day. */
  see(line: string): boolean {
    const text = DAY_LINE.exec(line.trim())?.[1];
    if (text === undefined) return false;
    const reading = readTime(withoutWeekday(text), null);
    if (reading.kind !== 'time') return false;
    this.#day = reading.time.slice(0, 10);
    return true;
  }

  /** A clock time with its day in front, a day with its year; other times as they are. */
  complete(time: string): string {
    if (this.#day === null) return time;
    if (CLOCK_ONLY.test(time)) return `${this.#day} ${time}`;
    return time.replace(NO_YEAR, `$1 $2, ${this.#day.slice(0, 4)} $3`);
  }
}

/** 'Mon Jan 23 10:39:00 2017' and 'Mon Jan 23 2017' both come out readable. */
function withoutWeekday(text: string): string {
  const match = /^\p{L}{3} (\p{L}{3}) +(\d{1,2})(?: (\d{2}:\d{2}:\d{2}))? (\d{4})$/u.exec(text);
  return match ? `${match[1] ?? ''} ${match[2] ?? ''}, ${match[4] ?? ''}` : text;
}
