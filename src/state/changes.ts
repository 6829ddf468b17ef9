/** How to take back what the reader decided on names, newest last. */
export class Changes {
  #undos: (() => Promise<void>)[] = [];

  add(undo: () => Promise<void>): void {
    this.#undos.push(undo);
  }

  /** Takes the newest one back, if there is one; else false. */
  undoLast(): boolean {
    const undo = this.#undos.pop();
    if (undo) void undo();
    return undo !== undefined;
  }

  /** Takes back this one, wherever it is. */
  async undo(undo: () => Promise<void>): Promise<void> {
    if (!this.#undos.includes(undo)) return;
    this.#undos = this.#undos.filter((other) => other !== undo);
    await undo();
  }

  /** The reader went on: an undo now means something else. */
  clear(): void {
    this.#undos = [];
  }
}
