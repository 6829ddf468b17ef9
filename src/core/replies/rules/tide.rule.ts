import { put, type Rule } from '../rule.ts';
import { clockOf } from '../words.ts';

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
    const { runs } = page;
    if (runs.isLate[focus.i] !== 1 || runs.ascending < 1) return null;
    const later = runs.starts.find(
      (start) => start > focus.i && (page.time[start] ?? NaN) < (page.time[focus.i] ?? NaN),
    );
    if (later === undefined) return null;
    const clock = clockOf(page.time[later] ?? 0);
    return {
      sentence: `later than ${clock} is impossible for a new thread: the next one starts at ${clock}`,
      gist: `too late for a new thread`,
      spans: [],
    };
  },
};
