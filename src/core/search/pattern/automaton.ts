/**
 * Runs a program over texts in time linear in their length, whatever the pattern: all ways through it
 * are followed at once, and each set of places met on the way is remembered as one state with its
 * successors by class of character (a lazily built DFA; Cox, "Regular Expression Matching Can Be Simple
 * And Fast", 2007). '^(a+)+$' on a thousand a's is a thousand look-ups.
 * Characters that no part of the pattern tells apart are one class. Limit: states are forgotten and
 * made again when there are more than a few thousand.
 */
import type { Edge } from './parse.ts';
import type { Program } from './program.ts';

interface State {
  places: readonly number[];
  /** What stood before: bits of NEAR. */
  before: number;
  /** By class of the next character. */
  steps: (Step | undefined)[];
  last: Step | null;
}

interface Step {
  /** The pattern ended before this character. */
  isDone: boolean;
  to: State;
}

const NEAR = { edge: 1, newline: 2, word: 4 } as const;
const MAX_STATES = 4000;
const NO_CHARACTER = -1;

export class Automaton {
  private readonly program: Program;
  private readonly isMultiline: boolean;
  /** A match may start anywhere, not only where the run starts. */
  private readonly isFloating: boolean;
  private states = new Map<string, State>();
  private readonly classes = new Map<string, number>();
  private readonly matching: boolean[][] = [];
  private readonly nearOfClass: number[] = [];
  private readonly unitClasses = new Uint16Array(0x10000);
  private readonly pairClasses = new Map<number, number>();

  constructor(program: Program, flags: string, isFloating: boolean) {
    this.program = program;
    this.isMultiline = flags.includes('m');
    this.isFloating = isFloating;
  }

  /** Whether the pattern matches anywhere in a text (a floating automaton). */
  test(text: string): boolean {
    let state = this.firstState(NEAR.edge);
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      let kind = this.unitClasses[unit] ?? 0;
      if (kind === 0 || (unit >= 0xd800 && unit <= 0xdbff)) {
        const point = text.codePointAt(at) ?? 0;
        if (point > 0xffff) at += 1;
        kind = this.classOf(point);
      }
      const step = state.steps[kind] ?? this.makeStep(state, kind);
      if (step.isDone) return true;
      state = step.to;
    }
    return (state.last ?? this.makeLast(state)).isDone;
  }

  /** End of the longest match that starts at `start`, or -1; `budget.left` counts characters down. */
  longestFrom(text: string, start: number, budget: { left: number }): number {
    const previous = start === 0 ? NO_CHARACTER : text.charCodeAt(start - 1);
    let state = this.firstState(this.nearOf(previous));
    let end = -1;
    for (let at = start; at < text.length && budget.left > 0;) {
      const point = text.codePointAt(at) ?? 0;
      const kind = this.classOf(point);
      const step = state.steps[kind] ?? this.makeStep(state, kind);
      if (step.isDone) end = at;
      state = step.to;
      budget.left -= 1;
      if (state.places.length === 0) return end;
      at += point > 0xffff ? 2 : 1;
    }
    return (state.last ?? this.makeLast(state)).isDone ? text.length : end;
  }

  private firstState(before: number): State {
    return this.stateOf(this.isFloating ? [] : [this.program.start], before);
  }

  private nearOf(point: number): number {
    if (!this.program.hasEdges) return 0;
    if (point === NO_CHARACTER) return NEAR.edge;
    const character = String.fromCodePoint(point);
    if (/[\n\r\u2028\u2029]/.test(character)) return NEAR.newline;
    return /\w/.test(character) ? NEAR.word : 0;
  }

  private classOf(point: number): number {
    const known = point > 0xffff ? this.pairClasses.get(point) : this.unitClasses[point];
    if (known) return known;
    const character = String.fromCodePoint(point);
    const matching = this.program.tests.map((test) => test.test(character));
    const near = this.nearOf(point);
    const key = `${matching.map(Number).join('')}|${String(near)}`;
    let kind = this.classes.get(key);
    if (kind === undefined) {
      kind = this.classes.size + 1;
      this.classes.set(key, kind);
      this.matching[kind] = matching;
      this.nearOfClass[kind] = near;
    }
    if (point > 0xffff) this.pairClasses.set(point, kind);
    else this.unitClasses[point] = kind;
    return kind;
  }

  private stateOf(places: readonly number[], edge: number): State {
    const before = this.program.hasEdges ? edge : 0;
    const key = `${places.join(',')}|${String(before)}`;
    const known = this.states.get(key);
    if (known) return known;
    if (this.states.size >= MAX_STATES) this.states = new Map();
    const state: State = { places, before, steps: [], last: null };
    this.states.set(key, state);
    return state;
  }

  private makeStep(state: State, kind: number): Step {
    const near = this.nearOfClass[kind] ?? 0;
    const { ones, isDone } = this.reach(state, near);
    const matching = this.matching[kind] ?? [];
    const places = new Set<number>();
    for (const { test, next } of ones) if (matching[test]) places.add(next);
    const to = this.stateOf(
      [...places].sort((a, b) => a - b),
      near,
    );
    const step = { isDone, to };
    state.steps[kind] = step;
    return step;
  }

  private makeLast(state: State): Step {
    const { isDone } = this.reach(state, NEAR.edge);
    state.last = { isDone, to: state };
    return state.last;
  }

  /** All characters that can be read next, following forks and edges that hold here. */
  private reach(
    state: State,
    after: number,
  ): { ones: { test: number; next: number }[]; isDone: boolean } {
    const { code, start } = this.program;
    const stack = this.isFloating ? [...state.places, start] : [...state.places];
    const seen = new Set<number>();
    const ones: { test: number; next: number }[] = [];
    let isDone = false;
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      if (seen.has(place)) continue;
      seen.add(place);
      const instruction = code[place];
      if (!instruction) continue;
      if (instruction.kind === 'done') isDone = true;
      else if (instruction.kind === 'one') ones.push(instruction);
      else if (instruction.kind === 'fork') stack.push(instruction.other, instruction.next);
      else if (this.holds(instruction.edge, state.before, after)) stack.push(instruction.next);
    }
    return { ones, isDone };
  }

  private holds(edge: Edge, before: number, after: number): boolean {
    const border = NEAR.edge | (this.isMultiline ? NEAR.newline : 0);
    if (edge === 'start') return (before & border) !== 0;
    if (edge === 'end') return (after & border) !== 0;
    const isBetween = (before & NEAR.word) !== (after & NEAR.word);
    return edge === 'word' ? isBetween : !isBetween;
  }
}
