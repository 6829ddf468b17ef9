import type { Keeper } from './settings.svelte.ts';

/** Something that goes for good at a time, unless it is taken back before. */
export interface Leave {
  id: string;
  call: 'remove' | 'discardImport';
  dueMs: number;
}

const KEY = 'repartee.leaving';

/** What is about to be deleted, kept beside the page: closing it does not bring a deleted corpus back. */
export class Leaving {
  readonly #keeper: Keeper | null;

  constructor(keeper: Keeper | null) {
    this.#keeper = keeper;
  }

  all(): Leave[] {
    try {
      const parsed: unknown = JSON.parse(this.#keeper?.getItem(KEY) ?? '[]');
      return Array.isArray(parsed) ? parsed.filter(isLeave) : [];
    } catch {
      return [];
    }
  }

  has(id: string): boolean {
    return this.all().some((leave) => leave.id === id);
  }

  add(leave: Leave): void {
    this.#keep([...this.all().filter(({ id }) => id !== leave.id), leave]);
  }

  drop(id: string): void {
    const all = this.all();
    if (all.some((leave) => leave.id === id)) this.#keep(all.filter((leave) => leave.id !== id));
  }

  #keep(all: readonly Leave[]): void {
    try {
      this.#keeper?.setItem(KEY, JSON.stringify(all));
    } catch {
      // Then it is deleted only while the page is open.
    }
  }
}

function isLeave(value: unknown): value is Leave {
  if (typeof value !== 'object' || value === null) return false;
  const { id, call, dueMs } = value as Partial<Record<keyof Leave, unknown>>;
  const isCall = call === 'remove' || call === 'discardImport';
  return typeof id === 'string' && isCall && typeof dueMs === 'number' && Number.isFinite(dueMs);
}
