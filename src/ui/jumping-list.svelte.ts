import { untrack } from 'svelte';
import { reduceList, type ListEvent, type ListState } from './virtual-list.ts';

export interface RowSource {
  /** Whether rows are there. */
  isReady: (first: number, last: number) => boolean;
  /** These rows are jumped to. */
  onjump: (first: number, last: number, top: number) => void;
}

/** Longest wait for the rows of a jump; then it shows where they will be. */
const JUMP_MS = 400;
/** Without a scroll for as long, scrolling rests. */
const REST_MS = 160;

/**
 * A list whose jumps (its bar is dragged) wait for their rows: what is in sight stays there meanwhile. One
 * jump is on its way at a time, and the next one sets off for where the bar is then. To be made while a
 * component is.
 */
export class JumpingList {
  state = $state.raw() as ListState;
  #jump = $state.raw<ListState | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #rowsOf: () => RowSource;

  constructor(start: ListState, rowsOf: () => RowSource) {
    this.state = start;
    this.#rowsOf = rowsOf;
    $effect(() => {
      if (this.#isDue) untrack(() => this.#land());
    });
    $effect(() => () => {
      this.#stay();
      clearTimeout(this.#restTimer);
    });
  }

  get isJumping(): boolean {
    return this.#jump !== null;
  }

  /** Whether the rows of the jump have come: landing shows them. */
  get #isDue(): boolean {
    return this.#jump !== null && this.#rowsOf().isReady(this.#jump.first, this.#jump.last);
  }

  dispatch(event: ListEvent): void {
    if (event.type === 'reset' || event.type === 'reveal') this.#stay();
    this.state = reduceList(this.state, event);
  }

  scroll(scrollTop: number): void {
    if (this.#jump) this.dispatch({ type: 'carry', scrollTop });
    else this.#scrollTo(scrollTop);
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => this.dispatch({ type: 'rest' }), REST_MS);
  }

  #land(): void {
    const at = this.#jump;
    this.#stay();
    if (at) this.dispatch({ type: 'land', at });
    if (this.state.isCarried) this.#scrollTo(this.state.scrollTop);
  }

  /** Gives a jump up. */
  #stay(): void {
    clearTimeout(this.#timer);
    this.#jump = null;
  }

  #scrollTo(scrollTop: number): void {
    const { isReady, onjump } = this.#rowsOf();
    const next = reduceList(this.state, { type: 'scroll', scrollTop });
    const isNear = next.first < this.state.last && this.state.first < next.last;
    if (isNear || isReady(next.first, next.last)) {
      this.state = next;
      return;
    }
    this.#jump = next;
    this.#timer = setTimeout(() => this.#land(), JUMP_MS);
    this.dispatch({ type: 'carry', scrollTop });
    onjump(next.first, next.last, next.anchor.index);
  }
}
