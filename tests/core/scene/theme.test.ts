import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  commenterInk,
  THEMES,
  type InkName,
  type ThemeName,
} from '../../../src/core/scene/theme.ts';

const css = readFileSync('src/app.css', 'utf8');

/** Custom properties of the first rule whose selector matches. */
function propertiesOf(selector: RegExp): Map<string, string> {
  const rule = css.slice(selector.exec(css)!.index).match(/\{([^}]*)\}/)![1]!;
  return new Map(
    [...rule.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!.trim()]),
  );
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

const HUES = Array.from({ length: 8 }, (_, hue) => commenterInk(hue, false));
const NAMES: ThemeName[] = ['light', 'dark'];

describe.each(NAMES)('the %s theme', (name) => {
  const theme = THEMES[name];

  it('is the same in the page’s style sheet', () => {
    const page = propertiesOf(name === 'light' ? /:root\s*\{/ : /:root\[data-theme='dark'\]\s*\{/);
    for (const [ink, colour] of Object.entries(theme))
      expect([ink, page.get(ink)]).toEqual([ink, colour]);
  });

  it('has marks of 3 : 1 and text of 4.5 : 1', () => {
    const marks: InkName[] = [...HUES, 'nameless', 'bar', 'accent'];
    for (const ground of [theme.paper, theme.panel]) {
      for (const ink of marks)
        expect([ink, contrast(theme[ink], ground) >= 3]).toEqual([ink, true]);
      for (const ink of ['ink', 'ink-soft'] as const)
        expect([ink, contrast(theme[ink], ground) >= 4.5]).toEqual([ink, true]);
    }
    for (const ink of [...HUES, 'nameless'] as InkName[])
      expect([ink, contrast(theme[ink], theme.brush) >= 3]).toEqual([ink, true]);
    expect(contrast(theme.ink, theme.highlight)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('commenterInk', () => {
  it('gives hues to the eight most frequent and grey to the rest', () => {
    expect(new Set(HUES).size).toBe(8);
    expect([commenterInk(-1, false), commenterInk(8, false), commenterInk(2, true)]).toEqual([
      'nameless',
      'nameless',
      'nameless',
    ]);
  });
});
