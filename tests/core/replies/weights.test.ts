import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LAYOUTS, SHIPPED } from '../../../src/core/replies/model.ts';
import { RULES, SLOTS } from '../../../src/core/replies/registry.ts';

const file = new URL('../../../src/core/replies/weights.json', import.meta.url);

describe('the shipped weights', () => {
  it('are small, say where they come from, and carry no date', () => {
    const text = readFileSync(file, 'utf8');
    expect(text.length).toBeLessThan(10_000);
    const stored = JSON.parse(text) as { provenance: { sets: Record<string, string> } };
    expect(Object.keys(stored.provenance.sets)).toContain('wikitalk');
    expect(text).not.toMatch(/20\d\d-\d\d-\d\d/u);
  });

  it('fit the rules: every slot once, every weight finite', () => {
    expect(new Set(SLOTS).size).toBe(SLOTS.length);
    expect(RULES.length).toBeGreaterThan(10);
    for (const layout of LAYOUTS) {
      expect(SHIPPED[layout].second.every((weight) => Number.isFinite(weight))).toBe(true);
      expect(SHIPPED[layout].second.some((weight) => weight !== 0)).toBe(true);
    }
  });
});
