/**
 * Runs at most one request at a time; while one runs, only the newest of those asked for later is kept.
 * A drag thus gets answers as fast as they can be made, and always the last one.
 */
export class Channel<Input> {
  readonly #run: (input: Input, signal: AbortSignal) => Promise<void>;
  #next: { input: Input } | null = null;
  #current: AbortController | null = null;

  constructor(run: (input: Input, signal: AbortSignal) => Promise<void>) {
    this.#run = run;
  }

  get isBusy(): boolean {
    return this.#current !== null;
  }

  ask(input: Input): void {
    this.#next = { input };
    if (this.#current === null) void this.#drain();
  }

  /** Drops what waits and aborts what runs. */
  cancel(): void {
    this.#next = null;
    this.#current?.abort();
  }

  async #drain(): Promise<void> {
    while (this.#next !== null) {
      const { input } = this.#next;
      this.#next = null;
      this.#current = new AbortController();
      await this.#run(input, this.#current.signal);
    }
    this.#current = null;
  }
}
