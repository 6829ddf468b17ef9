import type { Mark } from '../../core/scene/mark.ts';

/** A key for each mark: its id where no other has it, else with how many came before. Ids hold no line break. */
export function markKeys(marks: readonly Mark[]): string[] {
  const seen = new Map<string, number>();
  return marks.map(({ id, kind }) => {
    const name = id ?? `\n${kind}`;
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}\n${before}`;
  });
}
