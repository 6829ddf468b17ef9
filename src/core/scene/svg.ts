import { dropForbidden } from './text.ts';
import type { Mark, Scene, TextMark } from './mark.ts';
import type { Theme } from './theme.ts';

const FONT =
  "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', Vazirmatn, 'Helvetica Neue', sans-serif";

type Attributes = Record<string, string | number | undefined>;

/** A number with at most two decimals; anything that is not finite becomes 0. */
export function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 100) / 100 : 0;
}

function escape(text: string): string {
  return dropForbidden(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function element(name: string, attributes: Attributes, content = ''): string {
  let text = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    text += ` ${key}="${typeof value === 'number' ? round(value) : escape(value)}"`;
  }
  return content === '' ? `${text}/>` : `${text}>${content}</${name}>`;
}

function common(mark: Mark): Attributes {
  return { opacity: mark.opacity, 'stroke-dasharray': mark.dash?.join(' ') };
}

function textAttributes(mark: TextMark, theme: Theme): Attributes {
  return {
    x: mark.x,
    y: mark.y,
    fill: theme[mark.fill],
    'font-size': mark.size,
    'font-weight': mark.weight,
    'font-style': mark.italic ? 'italic' : undefined,
    'text-anchor': mark.anchor,
    direction: mark.direction,
    transform: mark.rotate
      ? `rotate(${round(mark.rotate)} ${round(mark.x)} ${round(mark.y)})`
      : undefined,
    ...(mark.halo && {
      'paint-order': 'stroke',
      stroke: theme[mark.halo],
      'stroke-width': 3,
      'stroke-linejoin': 'round',
    }),
  };
}

function drawMark(mark: Mark, theme: Theme): string {
  const title = mark.title === undefined ? '' : element('title', {}, escape(mark.title));
  if (mark.kind === 'text') {
    const attributes = { ...textAttributes(mark, theme), ...common(mark) };
    return element('text', attributes, title + escape(mark.text));
  }
  const paint = {
    fill: mark.fill === null ? 'none' : theme[mark.fill],
    stroke: mark.stroke && theme[mark.stroke],
    'stroke-width': mark.stroke && mark.strokeWidth,
    ...common(mark),
  };
  if (mark.kind === 'circle')
    return element('circle', { cx: mark.x, cy: mark.y, r: mark.r, ...paint }, title);
  if (mark.kind === 'path') return element('path', { d: mark.d, ...paint }, title);
  const { x, y, width, height, radius } = mark;
  return element('rect', { x, y, width, height, rx: radius, ...paint }, title);
}

/** The scene as a self-contained SVG document; code points XML forbids are dropped. */
export function sceneToSvg(scene: Scene, theme: Theme): string {
  const { width, height } = scene;
  const lines = [
    element('title', {}, escape(scene.title)),
    element('rect', { width, height, fill: theme.panel }),
    ...scene.marks.map((mark) => drawMark(mark, theme)),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${round(width)} ${round(height)}`,
    width,
    height,
    direction: scene.direction,
    'font-family': FONT,
    role: 'img',
  };
  return `${element('svg', attributes, `\n${lines.join('\n')}\n`)}\n`;
}
