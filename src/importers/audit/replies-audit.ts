/**
 * Checks stated replies without changing them: parents that are not in the source, comments that answer
 * themselves, circles of replies. Memory: 12 bytes a comment beside the id table. Linear.
 * Example: 1→2, 2→3, 3→1 is one circle, reported once at its first comment.
 */
import type { ImportWarning } from '../../core/corpus.ts';
import { growingInts } from '../text/grow.ts';
import type { IdTable } from './ids.ts';

const NONE = -1;
const MISSING = -2;

export class RepliesAudit {
  #ids: IdTable;
  #parents = growingInts();
  #lines = growingInts();
  /** Replies to an id that had not come yet, by the child's ordinal. */
  #waiting = new Map<number, string>();
  orphans = 0;

  constructor(ids: IdTable) {
    this.#ids = ids;
  }

  add(
    ordinal: number,
    id: string,
    parent: string | null | undefined,
    line: number,
  ): ImportWarning | null {
    this.#lines.push(line);
    if (parent === undefined || parent === null) {
      this.#parents.push(NONE);
      return null;
    }
    if (parent === id) {
      this.#parents.push(NONE);
      return warning('self-reply', line, `Comment ${id} is stated to answer itself.`);
    }
    const found = this.#ids.find(parent);
    this.#parents.push(found);
    if (found < 0) this.#waiting.set(ordinal, parent);
    return null;
  }

  finish(warn: (warning: ImportWarning) => void): void {
    for (const [ordinal, parent] of this.#waiting) {
      const found = this.#ids.find(parent);
      this.#parents.set(ordinal, found < 0 ? MISSING : found);
      if (found >= 0) continue;
      this.orphans++;
      warn(
        warning(
          'orphan-parent',
          this.#lines.get(ordinal),
          `Answers ${parent}, which is not in this source.`,
        ),
      );
    }
    this.#waiting.clear();
    this.#findCircles(warn);
  }

  #findCircles(warn: (warning: ImportWarning) => void): void {
    const walk = new Int32Array(this.#parents.length).fill(-1);
    for (let start = 0; start < walk.length; start++) {
      let at = start;
      while (at >= 0 && walk[at] === -1) {
        walk[at] = start;
        at = this.#parents.get(at);
      }
      if (at < 0 || walk[at] !== start) continue;
      let length = 0;
      let next = at;
      do {
        length++;
        next = this.#parents.get(next);
      } while (next !== at);
      const line = this.#lines.get(at);
      warn(warning('reply-cycle', line, `${length} comments answer one another in a circle.`));
    }
  }
}

function warning(code: string, line: number, message: string): ImportWarning {
  return line > 0 ? { code, line, message } : { code, message };
}
