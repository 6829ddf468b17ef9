import { NO_CANDIDATE, put, type Rule } from '../rule.ts';
import type { Page } from '../page.ts';
import { clockOf } from '../words/words.ts';

/** Too late for a new thread: later than the start of a later run. */
export const rule: Rule = {
  id: 'tide',
  slots: ['tide.late', 'tide.late-sure', 'tide.not-late'],
  writeTop({ page, focus }, sink) {
    const { runs } = page;
    if (runs.stepsBack > 0 && runs.startOf[focus.i] !== focus.i) {
      if (runs.isLate[focus.i] === 1) {
        put(sink, 0);
        put(sink, 1, runs.ascending === 1 ? Math.min(4, runs.starts.length - 1) : 0);
      } else put(sink, 2);
    }
  },
  explain({ page, focus }) {
    const clock = laterStart(page, focus.i);
    if (clock === null) return null;
    return {
      sentence: `later than ${clock} is impossible for a new thread where threads stand by time: the next one starts at ${clock}`,
      gist: `too late for a new thread`,
      spans: [],
    };
  },
  lost({ page, focus }, k) {
    const later = k === NO_CANDIDATE ? laterStart(page, focus.i) : null;
    return (
      later && `is impossible after ${later} where threads stand by time: the next one starts then`
    );
  },
};

/** When a thread further down the page starts, earlier than comment i was written; null where that proves nothing. */
function laterStart({ runs, time }: Page, i: number): string | null {
  if (runs.isLate[i] !== 1 || runs.ascending < 1) return null;
  const later = runs.starts.find((start) => start > i && (time[start] ?? NaN) < (time[i] ?? NaN));
  return later === undefined ? null : clockOf(time[later] ?? 0);
}
