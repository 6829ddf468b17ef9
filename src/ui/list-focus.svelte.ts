import { tick } from 'svelte';

/**
 * Keeps the keyboard in a list whose rows come and go, and lets Tab into it where no row in sight takes it.
 * To be made while a component is; `rowsOf` is read for what makes rows come and go.
 */
export class ListFocus {
  /** The list takes Tab itself. */
  isTabStop = $state.raw(false);
  #list: HTMLElement | null = null;
  /** What has the keyboard, or had it when it was taken out of the page. */
  #held: Node | null = null;

  constructor(rowsOf: () => unknown) {
    $effect(() => {
      rowsOf();
      this.isTabStop = this.#list?.querySelector('[tabindex="0"]') === null;
      if (this.#held?.isConnected === false) this.#keep();
    });
  }

  /** To be attached to the list. */
  readonly watch = (list: HTMLElement): (() => void) => {
    this.#list = list;
    const hold = ({ target }: Event): void => {
      this.#held = target as Node;
    };
    const leave = ({ target }: Event): void => {
      queueMicrotask(() => {
        if (this.#held === target && this.#held?.isConnected) this.#held = null;
      });
    };
    list.addEventListener('focusin', hold);
    list.addEventListener('focusout', leave);
    return () => {
      list.removeEventListener('focusin', hold);
      list.removeEventListener('focusout', leave);
      this.#list = null;
    };
  };

  /** Moves the keyboard to a row once it is rendered. */
  async focusRow(index: number): Promise<void> {
    await tick();
    const row = this.#list?.querySelector<HTMLElement>(`[data-index="${index}"] [tabindex]`);
    row?.focus({ preventScroll: true });
  }

  #keep(): void {
    this.#held = null;
    if (document.activeElement === document.body) this.#list?.focus({ preventScroll: true });
  }
}
