/** A decision of the reader that can be taken back and made again. Both say whether it was done. */
export interface Change {
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
}

interface Kept {
  change: Change;
  /** The step of the view at which it was decided. */
  step: number;
}

/**
 * What the reader decided on replies, nicknames and merges, newest last. It shares one order of undoing with
 * the view: a decision comes first unless the view has gone on since. They run one after the other.
 */
export class Changes {
  #done: Kept[] = [];
  #undone: Kept[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  readonly #step: () => number;

  constructor(step: () => number = () => 0) {
    this.#step = step;
  }

  add(change: Change): void {
    this.#done.push({ change, step: this.#step() });
    this.#undone = [];
  }

  /** Takes the newest one back; false when there is none, or the view comes first. */
  undoLast(): boolean {
    const last = this.#done.at(-1);
    if (!last || last.step < this.#step()) return false;
    void this.undo(last.change);
    return true;
  }

  /** Makes again what was undone last; false when there is nothing, or the view comes first. */
  redoLast(): boolean {
    const last = this.#undone.at(-1);
    if (!last || last.step > this.#step()) return false;
    this.#undone.pop();
    void this.#run(async () => {
      if (await last.change.redo()) this.#done.push(last);
    });
    return true;
  }

  /** Takes back this one, wherever it is. */
  async undo(change: Change): Promise<void> {
    const kept = this.#done.find((one) => one.change === change);
    if (!kept) return;
    this.#done = this.#done.filter((one) => one !== kept);
    await this.#run(async () => {
      if (await change.undo()) this.#undone.push(kept);
    });
  }

  /** The reader went on: what was undone is not made again. */
  forgetUndone(): void {
    this.#undone = [];
  }

  /** Another corpus is open. */
  clear(): void {
    this.#done = [];
    this.#undone = [];
  }

  #run(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
