import { tick } from 'svelte';

/**
 * Keeps the keyboard in a list whose rows come and go, and lets Tab into it where no row in sight takes it.
 * To be made while a component is; `rowsOf` is read for what makes rows come and go.
 */
export class ListFocus {
  /** The list takes Tab itself. */
  isTabStop = $state.raw(false);
  readonly #listOf: () => HTMLElement | undefined;

  constructor(listOf: () => HTMLElement | undefined, rowsOf: () => unknown) {
    this.#listOf = listOf;
    let hadFocus = false;
    $effect.pre(() => {
      rowsOf();
      hadFocus = listOf()?.contains(document.activeElement) ?? false;
    });
    $effect(() => {
      rowsOf();
      const list = listOf();
      this.isTabStop = list?.querySelector('[tabindex="0"]') === null;
      if (hadFocus && document.activeElement === document.body)
        list?.focus({ preventScroll: true });
    });
  }

  /** Moves the keyboard to a row once it is rendered. */
  async focusRow(index: number): Promise<void> {
    await tick();
    const row = this.#listOf()?.querySelector<HTMLElement>(`[data-index="${index}"] [tabindex]`);
    row?.focus({ preventScroll: true });
  }
}
