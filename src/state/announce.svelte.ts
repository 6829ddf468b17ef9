/** A passing message with at most one thing to do about it. */
export interface Notice {
  id: number;
  text: string;
  action: { label: string; run: () => void } | null;
}

const SHOWN_MS = 10_000;

/** What is said to the reader in passing: aloud through the live region, and on screen with its action. */
export class Announcer {
  /** For the live region; a trailing no-break space makes a repeated sentence heard again. */
  spoken = $state.raw('');
  notice = $state.raw<Notice | null>(null);
  #nextId = 1;
  #timer: ReturnType<typeof setTimeout> | null = null;

  say(text: string): void {
    this.spoken = text === this.spoken ? `${text}\u00A0` : text;
  }

  /** On screen for ten seconds as well; a newer message replaces an older one. */
  show(text: string, action: Notice['action'] = null): void {
    this.say(action ? `${text} ${action.label} is offered.` : text);
    this.notice = { id: this.#nextId++, text, action };
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.dismiss();
    }, SHOWN_MS);
  }

  dismiss(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.notice = null;
  }
}
