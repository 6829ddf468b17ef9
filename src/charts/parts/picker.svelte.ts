import type { Target } from '../../core/scene/hit.ts';
import { hitPart } from './hit-part.ts';

/** Finds marks by place; what finds them is fetched when a pointer first comes near. */
export class Picker {
  readonly #targetsOf: () => readonly Target[];
  readonly #find = $derived.by(() => hitPart.value?.hitTester(this.#targetsOf()) ?? null);

  constructor(targetsOf: () => readonly Target[]) {
    this.#targetsOf = targetsOf;
  }

  /** Id of the mark at a place of the picture; null where there is none, or while it can't be told yet. */
  at(x: number, y: number): string | null {
    if (!this.#find) void hitPart.fetch();
    return this.#find?.(x, y) ?? null;
  }

  /** Calls `onpick` with the mark at a place, at once or as soon as it can be told. */
  pick(x: number, y: number, onpick: (id: string) => void): void {
    const found = (): void => {
      const id = this.#find?.(x, y) ?? null;
      if (id !== null) onpick(id);
    };
    if (this.#find) found();
    else void hitPart.fetch().then(found);
  }
}
