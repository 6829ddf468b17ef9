/**
 * The story of each Hacker News item, by following parents, however the dump is ordered. Typed arrays:
 * about 40 bytes an item. A parent that is not in the dump is taken for the story.
 */
import { IdTable } from '../audit/ids.ts';
import { growingFloats } from '../text/grow.ts';

export class StoryFinder {
  #ids = new IdTable();
  #parents = growingFloats();
  #own = growingFloats();

  /** `parent` NaN = a story. */
  add(id: number, parent: number): void {
    if (this.#ids.add(String(id), this.#own.length)) {
      this.#own.push(id);
      this.#parents.push(parent);
    }
  }

  /** Id of the story an item belongs to; paths are shortened on the way, circles end where they began. */
  storyOf(id: number): number {
    const path: number[] = [];
    let at = id;
    let row = this.#ids.find(String(at));
    while (row >= 0 && !Number.isNaN(this.#parents.get(row)) && path.length <= this.#own.length) {
      path.push(row);
      at = this.#parents.get(row);
      row = this.#ids.find(String(at));
    }
    for (const step of path) if (this.#own.get(step) !== at) this.#parents.set(step, at);
    return at;
  }
}
