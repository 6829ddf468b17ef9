import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import type { Mark, Scene } from '../../../src/core/scene/mark.ts';
import { mirrorScene } from '../../../src/core/scene/mirror.ts';
import { sceneToSvg } from '../../../src/core/scene/svg.ts';
import { THEMES } from '../../../src/core/scene/theme.ts';

function sceneOf(...marks: Mark[]): Scene {
  return { width: 200, height: 100, marks, title: 'A finding', direction: 'ltr' };
}

function textOf(text: string): Mark {
  return {
    kind: 'text',
    x: 10,
    y: 20,
    text,
    fill: 'ink',
    size: 12,
    anchor: 'start',
    direction: 'ltr',
  };
}

function parse(svg: string): { tags: string[]; text: string } {
  const tags: string[] = [];
  let text = '';
  const parser = new Parser(
    { onopentag: (name) => tags.push(name), ontext: (part) => (text += part) },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(svg);
  return { tags, text };
}

describe('sceneToSvg', () => {
  it('writes every kind of mark with the colours of the theme', () => {
    const svg = sceneToSvg(
      sceneOf(
        { kind: 'rect', x: 1, y: 2, width: 3, height: 4, fill: 'bar' },
        { kind: 'circle', x: 5, y: 6, r: 7, fill: null, stroke: 'hue-1', dash: [3, 3] },
        { kind: 'path', d: 'M0,0L1,1', fill: null, stroke: 'ink', strokeWidth: 2 },
        textOf('سلام'),
      ),
      THEMES.dark,
    );
    expect(svg).toContain(`fill="${THEMES.dark.bar}"`);
    expect(svg).toContain(`stroke="${THEMES.dark['hue-1']}" stroke-dasharray="3 3"`);
    expect(svg).toContain('<path d="M0,0L1,1" fill="none"');
    expect(parse(svg).tags).toEqual(['svg', 'title', 'rect', 'rect', 'circle', 'path', 'text']);
  });

  it('keeps markup in names as text, whatever the code units', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 });
    fc.assert(
      fc.property(units, (codes) => {
        const hostile = `</text><script>alert(1)</script>&${String.fromCharCode(...codes)}`;
        const svg = sceneToSvg({ ...sceneOf(textOf(hostile)), title: hostile }, THEMES.light);
        expect(parse(svg).tags).toEqual(['svg', 'title', 'rect', 'text']);
        expect(parse(svg).text).toContain('<script>alert(1)</script>');
        expect(svg.isWellFormed()).toBe(true);
      }),
    );
  });

  it('never writes NaN or Infinity', () => {
    const svg = sceneToSvg(
      sceneOf({ kind: 'circle', x: NaN, y: Infinity, r: -Infinity, fill: 'ink' }),
      THEMES.light,
    );
    expect(/NaN|Infinity/.test(svg)).toBe(false);
  });
});

describe('mirrorScene', () => {
  it('mirrored twice is as before', () => {
    const scene = sceneOf(
      { kind: 'rect', x: 10, y: 2, width: 30, height: 4, fill: 'bar' },
      { kind: 'circle', x: 50, y: 6, r: 7, fill: 'ink' },
      { kind: 'path', d: 'M10,5C20,5 30,40 40.5,40Z', fill: null, stroke: 'ink' },
      { ...textOf('a'), rotate: -45 } as Mark,
    );
    const once = mirrorScene(scene);
    expect(once.marks[0]).toMatchObject({ x: 160 });
    expect(once.marks[2]).toMatchObject({ d: 'M190,5C180,5 170,40 159.5,40Z' });
    expect(once.marks[3]).toMatchObject({ x: 190, anchor: 'end', rotate: 45 });
    expect(mirrorScene(once).marks).toEqual(scene.marks);
  });
});
