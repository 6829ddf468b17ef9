/** A piece of the program that is fetched when it is first wanted, and kept. */
export class Part<T> {
  value = $state.raw<T | null>(null);
  /** The last try to fetch it failed. */
  isMissing = $state.raw(false);
  readonly #load: () => Promise<T>;
  #loading: Promise<boolean> | null = null;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Fetches it once and says whether it is there; never rejects. After a failure the next call tries again. */
  fetch(): Promise<boolean> {
    this.#loading ??= this.#try();
    return this.#loading;
  }

  async #try(): Promise<boolean> {
    try {
      this.value = await this.#load();
      this.isMissing = false;
    } catch {
      this.#loading = null;
      this.isMissing = true;
    }
    return !this.isMissing;
  }
}

/** Fetches parts one after another whenever the page has nothing else to do; stops at the first that fails. */
export async function fetchWhenIdle(parts: readonly Part<unknown>[]): Promise<void> {
  for (const part of parts) {
    await new Promise<void>((resolve) => {
      if ('requestIdleCallback' in window) {
        window.requestIdleCallback(() => resolve(), { timeout: 3000 });
      } else setTimeout(resolve, 200);
    });
    if (!(await part.fetch())) return;
  }
}
