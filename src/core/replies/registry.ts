import type { Rule } from './rule.ts';

const modules = import.meta.glob<{ rule: Rule }>('./rules/*.rule.ts', { eager: true });

/** All rules in order of their ids, and where each rule's slots begin. A new rule is one new file. */
export const RULES: readonly Rule[] = Object.values(modules)
  .map((module) => module.rule)
  .sort((a, b) => (a.id < b.id ? -1 : 1));

export const BASES: readonly number[] = RULES.map((_, at) =>
  RULES.slice(0, at).reduce((sum, rule) => sum + rule.slots.length, 0),
);

/** Names of all slots, in the order of the weights. */
export const SLOTS: readonly string[] = RULES.flatMap((rule) => rule.slots);

/** 1 = written by a rule that reads the first pass. */
export const IS_SECOND: Uint8Array = Uint8Array.from(
  RULES.flatMap((rule) => rule.slots.map(() => (rule.isSecond === true ? 1 : 0))),
);

/** Position of a slot by name; an unknown name is an error. */
export function slotNumber(name: string): number {
  const at = SLOTS.indexOf(name);
  if (at < 0) throw new Error(`no such slot: ${name}`);
  return at;
}
