/**
 * A pattern as a small program (Thompson 1968): read one character, fork (the way to prefer
 * first), check an edge, or be done.
 *   a+b →  0: one 'a' → 1 · 1: fork 0, 2 · 2: one 'b' → 3 · 3: done
 * Counted repetition is written out, so the size is bounded.
 */
import type { Edge, PatternNode } from './parse.ts';

export type Instruction =
  | { kind: 'one'; test: number; next: number }
  | { kind: 'fork'; next: number; other: number }
  | { kind: 'edge'; edge: Edge; next: number }
  | { kind: 'done' };

export interface Program {
  code: Instruction[];
  start: number;
  /** What a character may be, by the number that 'one' has. */
  tests: RegExp[];
  hasEdges: boolean;
}

const MAX_SIZE = 2000;

/** The program of a tree, or null when it would be too long. */
export function writeProgram(tree: PatternNode, flags: string): Program | null {
  const writer = new Writer(flags);
  const done = writer.add({ kind: 'done' });
  const start = writer.write(tree, done);
  if (writer.code.length > MAX_SIZE) return null;
  return {
    code: writer.code,
    start,
    tests: writer.tests,
    hasEdges: writer.code.some(({ kind }) => kind === 'edge'),
  };
}

class Writer {
  readonly code: Instruction[] = [];
  readonly tests: RegExp[] = [];
  private readonly known = new Map<string, number>();
  private readonly flags: string;

  constructor(flags: string) {
    this.flags = flags.replace(/[^is]/g, '');
  }

  add(instruction: Instruction): number {
    this.code.push(instruction);
    return this.code.length - 1;
  }

  /** Writes a node that goes on at `next`; the place where it starts. */
  write(node: PatternNode, next: number): number {
    if (this.code.length > MAX_SIZE) return next;
    switch (node.kind) {
      case 'one':
        return this.add({ kind: 'one', test: this.testOf(node.source), next });
      case 'edge':
        return this.add({ kind: 'edge', edge: node.edge, next });
      case 'row':
        return node.parts.reduceRight((after, part) => this.write(part, after), next);
      case 'either':
        return node.parts
          .map((part) => this.write(part, next))
          .reduceRight((other, start) => this.add({ kind: 'fork', next: start, other }));
      case 'repeat':
        return this.repeat(node, next);
    }
  }

  private repeat(
    { part, min, max, isLazy }: PatternNode & { kind: 'repeat' },
    next: number,
  ): number {
    let start = next;
    if (max === Infinity) {
      const loop = { kind: 'fork' as const, next, other: next };
      start = this.add(loop);
      loop[isLazy ? 'other' : 'next'] = this.write(part, start);
    } else {
      for (let extra = min; extra < max && this.code.length <= MAX_SIZE; extra += 1) {
        const more = this.write(part, start);
        const ways = isLazy ? { next, other: more } : { next: more, other: next };
        start = this.add({ kind: 'fork', ...ways });
      }
    }
    for (let must = 0; must < min && this.code.length <= MAX_SIZE; must += 1) {
      start = this.write(part, start);
    }
    return start;
  }

  private testOf(source: string): number {
    const known = this.known.get(source);
    if (known !== undefined) return known;
    const number = this.tests.length;
    this.tests.push(oneCharacter(source, this.flags));
    this.known.set(source, number);
    return number;
  }
}

/** Unicode mode where the source allows it: then a character beyond 16 bits is one. */
function oneCharacter(source: string, flags: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, `${flags}u`);
  } catch {
    return new RegExp(`^(?:${source})$`, flags);
  }
}
