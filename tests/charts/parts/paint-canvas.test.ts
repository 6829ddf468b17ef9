import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paintMarks, type Paint } from '../../../src/charts/parts/paint-canvas.ts';
import type { Mark, Scene } from '../../../src/core/scene/mark.ts';

/** A context that writes down what is done to it; settings are written as 'name=value'. */
function recorder(): { context: Paint; log: string[] } {
  const log: string[] = [];
  const known = new Map<PropertyKey, unknown>();
  const context = new Proxy(
    {},
    {
      get: (_, name) =>
        known.get(name) ??
        ((...given: unknown[]) => {
          log.push(`${String(name)}(${given.map(String).join(',')})`);
        }),
      set: (_, name, value) => {
        known.set(name, value);
        log.push(`${String(name)}=${String(value)}`);
        return true;
      },
    },
  ) as Paint;
  return { context, log };
}

const palette = { colourOf: (ink: string) => `#${ink}`, font: 'sans' };
const sceneOf = (marks: Mark[]): Scene => ({
  width: 100,
  height: 50,
  marks,
  title: '',
  direction: 'ltr',
});

function paint(mark: Mark): string[] {
  const { context, log } = recorder();
  paintMarks(context, sceneOf([mark]), palette);
  return log;
}

beforeEach(() => {
  vi.stubGlobal(
    'Path2D',
    class {
      readonly d: string;
      constructor(d: string) {
        this.d = d;
      }
      toString() {
        return this.d;
      }
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('painting on a canvas', () => {
  it('fills and strokes shapes in the inks of the theme', () => {
    const rect = paint({
      kind: 'rect',
      x: 1,
      y: 2,
      width: 3,
      height: 4,
      fill: 'bar',
      stroke: 'accent',
      strokeWidth: 2,
      opacity: 0.5,
    });
    expect(rect).toContain('rect(1,2,3,4)');
    expect(rect).toContain('fillStyle=#bar');
    expect(rect).toContain('strokeStyle=#accent');
    expect(rect.indexOf('globalAlpha=0.5')).toBeLessThan(rect.indexOf('fill()'));
    expect(rect.indexOf('fill()')).toBeLessThan(rect.indexOf('stroke()'));
    expect(rect.at(-1)).toBe('globalAlpha=1');
  });

  it('leaves out what a mark does not have', () => {
    const circle = paint({ kind: 'circle', x: 1, y: 2, r: 3, fill: null, stroke: 'ink' });
    expect(circle).toContain(`arc(1,2,3,0,${2 * Math.PI})`);
    expect(circle).not.toContain('fill()');
    expect(circle).toContain('lineWidth=1');
    const path = paint({ kind: 'path', d: 'M0,0L1,1', fill: 'ink', dash: [4, 3] });
    expect(path).toContain('fill(M0,0L1,1)');
    expect(path).not.toContain('stroke(M0,0L1,1)');
    expect(path).toContain('setLineDash(4,3)');
  });

  it('writes text where and how the mark says, over its halo', () => {
    const text = paint({
      kind: 'text',
      x: 5,
      y: 6,
      text: 'سلام',
      fill: 'ink',
      size: 12,
      anchor: 'middle',
      italic: true,
      halo: 'panel',
      rotate: -90,
      direction: 'rtl',
    });
    expect(text).toContain('font=italic 400 12px sans');
    expect(text).toContain('direction=rtl');
    expect(text).toContain('textAlign=center');
    expect(text).toContain('translate(5,6)');
    expect(text).toContain(`rotate(${-Math.PI / 2})`);
    expect(text.indexOf('strokeText(سلام,0,0)')).toBeLessThan(text.indexOf('fillText(سلام,0,0)'));
    expect(text.indexOf('restore()')).toBeGreaterThan(text.indexOf('fillText(سلام,0,0)'));
  });

  it('goes on where it stopped, and paints each mark once', () => {
    const marks = Array.from({ length: 10 }, (_, x): Mark => ({
      kind: 'rect',
      x,
      y: 0,
      width: 1,
      height: 1,
      fill: 'bar',
    }));
    const { context, log } = recorder();
    let next = 0;
    while (next < marks.length) next = paintMarks(context, sceneOf(marks), palette, next, next + 3);
    expect(log.filter((line) => line.startsWith('rect('))).toEqual(
      marks.map((_, x) => `rect(${x},0,1,1)`),
    );
  });
});
