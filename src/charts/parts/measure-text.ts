import { estimateWidth } from '../../core/scene/measure.ts';
import type { Measure } from '../../core/scene/text.ts';

const MOST_KEPT = 5000;

/** Measures with the page's own font where there is a canvas, else by estimate. */
export function pageMeasure(fontFamily: string): Measure {
  if (typeof document === 'undefined') return estimateWidth;
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return estimateWidth;
  const widths = new Map<string, number>();
  return (text, style) => {
    const font = `${style.italic ? 'italic ' : ''}${style.weight ?? 400} ${style.size}px ${fontFamily}`;
    const key = `${font}\n${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    context.font = font;
    const { width } = context.measureText(text);
    if (widths.size > MOST_KEPT) widths.clear();
    widths.set(key, width);
    return width;
  };
}
