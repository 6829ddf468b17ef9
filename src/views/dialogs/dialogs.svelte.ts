import { createContext } from 'svelte';

export type DialogName = 'help' | 'corrections' | 'names' | 'selftest' | 'export';

/** Which of the page's dialogs is open; the receipt opens with what it tells of. */
export class Dialogs {
  current = $state.raw<DialogName | null>(null);

  open(name: DialogName): void {
    this.current = name;
  }

  close(): void {
    this.current = null;
  }
}

export const [useDialogs, provideDialogs] = createContext<Dialogs>();
