/**
 * A header pattern as a regular expression of the reader's: /(?<time>\S+) (?<author>[^:]+): (?<text>.*)/.
 * It is never run by the browser's engine, which backtracks. Its parts, cut at the named groups, become
 * programs (core/search/pattern) that are run one after the other over the whole line; every way is
 * followed at once, ordered by preference (Pike's machine), so a line costs its length times the size of
 * the pattern, whatever the pattern says. First an automaton decides whether the line matches at all.
 * Limits: named groups stand at the top level, once each; no back-references, no look-around.
 */
import { Automaton } from '../../core/search/pattern/automaton.ts';
import { parsePattern } from '../../core/search/pattern/parse.ts';
import { writeProgram } from '../../core/search/pattern/program.ts';
import type { Program } from '../../core/search/pattern/program.ts';

export type Captures = Partial<Record<GroupName, string>>;
export type GroupName = 'author' | 'time' | 'text';

export interface Expression {
  groups: readonly GroupName[];
  /** What the groups hold when the whole line matches. */
  match(line: string): Captures | null;
}

interface Part {
  name: GroupName | null;
  source: string;
}

const GROUP = /^\(\?<(author|time|text)>/;

/** The source between the slashes, or null when the pattern is not written as an expression. */
export function expressionIn(pattern: string): string | null {
  return /^\/(.+)\/$/s.exec(pattern.trim())?.[1] ?? null;
}

/** Compiles the source of an expression; the reason, as a sentence, when it cannot be used. */
export function compileExpression(source: string): Expression | { reason: string } {
  try {
    new RegExp(source, 'u');
  } catch {
    return { reason: 'This is not a regular expression.' };
  }
  const inner = source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  const parts = cutAtGroups(inner);
  if ('reason' in parts) return parts;
  const programs: Program[] = [];
  for (const part of [...parts, { source: '$' }]) {
    const parsed = parsePattern(part.source);
    if ('reason' in parsed) return parsed;
    const program = writeProgram(parsed.tree, '');
    if (!program) return { reason: 'The pattern is too long.' };
    programs.push(program);
  }
  const whole = wholeAutomaton(inner);
  if ('reason' in whole) return whole;
  const names = parts.map(({ name }) => name);
  const groups = names.filter((name) => name !== null);
  return {
    groups,
    match(line) {
      if (!whole.test(line)) return null;
      const cuts = runParts(programs, line);
      if (!cuts) return null;
      const found: Captures = {};
      names.forEach((name, i) => {
        if (name) found[name] = line.slice(cuts[i], cuts[i + 1]);
      });
      return found;
    },
  };
}

function wholeAutomaton(source: string): { test(line: string): boolean } | { reason: string } {
  const parsed = parsePattern(`(?:${source})$`);
  if ('reason' in parsed) return parsed;
  const program = writeProgram(parsed.tree, '');
  if (!program) return { reason: 'The pattern is too long.' };
  const automaton = new Automaton(program, '', false);
  return { test: (line) => automaton.test(line) };
}

/** The parts of an expression: named groups, and what stands between them. */
function cutAtGroups(source: string): Part[] | { reason: string } {
  const parts: Part[] = [];
  let depth = 0;
  let plain = '';
  for (let at = 0; at < source.length;) {
    const token = /^(?:\\[^]|\[(?:\\[^]|[^\]\\])*\]|[^])/u.exec(source.slice(at))?.[0] ?? '';
    const group = GROUP.exec(source.slice(at))?.[1] as GroupName | undefined;
    if (group && depth > 0) return { reason: 'Named groups cannot stand inside other brackets.' };
    if (group) {
      const start = at + group.length + 4;
      const end = closeOf(source, start);
      if (/^[*+?{]/.test(source.slice(end + 1))) return { reason: 'Named groups cannot repeat.' };
      parts.push({ name: null, source: plain }, { name: group, source: source.slice(start, end) });
      plain = '';
      at = end + 1;
      continue;
    }
    if (token === '|' && depth === 0) return { reason: 'Put alternatives into brackets: (?:a|b).' };
    if (token === '(') depth++;
    if (token === ')') depth--;
    plain += token;
    at += token.length;
  }
  return [...parts, { name: null, source: plain }];
}

/** Where the bracket closes whose inside begins at `start`. */
function closeOf(source: string, start: number): number {
  let depth = 1;
  for (let at = start; at < source.length;) {
    const token = /^(?:\\[^]|\[(?:\\[^]|[^\]\\])*\]|[^])/u.exec(source.slice(at))?.[0] ?? '';
    if (token === '(') depth++;
    if (token === ')' && --depth === 0) return at;
    at += token.length;
  }
  return source.length;
}

interface Thread {
  part: number;
  place: number;
  /** Where each part began. */
  cuts: readonly number[];
}

/** Where each part begins in a match of the whole line, the preferred way; null when there is none. */
function runParts(programs: readonly Program[], line: string): readonly number[] | null {
  const first = programs[0];
  if (!first) return null;
  let threads: Thread[] = [];
  const spread = {
    programs,
    line,
    seen: new Set<number>(),
    done: null as readonly number[] | null,
  };
  follow(spread, { part: 0, place: first.start, cuts: [0] }, 0, threads);
  for (let at = 0; at < line.length && threads.length > 0;) {
    const character = String.fromCodePoint(line.codePointAt(at) ?? 0);
    at += character.length;
    const next: Thread[] = [];
    spread.seen = new Set();
    for (const { part, place, cuts } of threads) {
      const program = programs[part];
      const step = program?.code[place];
      if (!program || step?.kind !== 'one' || !program.tests[step.test]?.test(character)) continue;
      follow(spread, { part, place: step.next, cuts }, at, next);
    }
    threads = next;
  }
  return spread.done;
}

interface Spread {
  programs: readonly Program[];
  line: string;
  /** Places met at this character: the first way to a place is the preferred one. */
  seen: Set<number>;
  done: readonly number[] | null;
}

/** Adds the places that read a character, in order of preference, from a place on. */
function follow(spread: Spread, from: Thread, at: number, into: Thread[]): void {
  const stack = [from];
  for (let thread = stack.pop(); thread; thread = stack.pop()) {
    const { part, place, cuts } = thread;
    const key = part * 4096 + place;
    if (spread.seen.has(key)) continue;
    spread.seen.add(key);
    const step = spread.programs[part]?.code[place];
    if (!step) continue;
    if (step.kind === 'one') into.push(thread);
    else if (step.kind === 'fork') {
      stack.push({ part, place: step.other, cuts }, { part, place: step.next, cuts });
    } else if (step.kind === 'edge') {
      if (holds(step.edge, spread.line, at)) stack.push({ part, place: step.next, cuts });
    } else {
      const next = spread.programs[part + 1];
      if (next) stack.push({ part: part + 1, place: next.start, cuts: [...cuts, at] });
      else spread.done ??= cuts;
    }
  }
}

function holds(edge: string, line: string, at: number): boolean {
  if (edge === 'start') return at === 0;
  if (edge === 'end') return at === line.length;
  const isWord = (place: number): boolean => /\w/.test(line[place] ?? '');
  return (isWord(at - 1) !== isWord(at)) === (edge === 'word');
}
