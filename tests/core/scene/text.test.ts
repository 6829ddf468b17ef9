import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateWidth } from '../../../src/core/scene/measure.ts';
import {
  anchorFor,
  cleanLabel,
  directionOf,
  dropForbidden,
  fitText,
} from '../../../src/core/scene/text.ts';

const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

describe('cleanLabel', () => {
  it('leaves ordinary names of any script alone', () => {
    for (const name of ['_mowaten_', 'ArabDemocrat.com', 'سمير', 'דוד', '李雷', 'Zoë', '😀'])
      expect(cleanLabel(name)).toBe(name);
  });

  it('takes out bidi embeddings, line breaks and forbidden code points', () => {
    expect(cleanLabel('a\u202Eevil\u2066x\nb\u0000\uD800c')).toBe('aevilx bc');
  });

  it('says nothing for names without anything visible', () => {
    for (const name of ['', ' \t', '\u200B\u2060', '\u202E\u2066', '\u3164'])
      expect(cleanLabel(name)).toBe('');
  });

  it('cuts towers of combining marks', () => {
    expect(cleanLabel(`e${'\u0301'.repeat(50)}`)).toBe('e\u0301\u0301');
  });

  it('gives one well-formed line for any code units', () => {
    fc.assert(
      fc.property(codeUnits, (text) => {
        const label = cleanLabel(text);
        expect(label.isWellFormed()).toBe(true);
        expect(/[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/u.test(label)).toBe(false);
      }),
    );
  });
});

describe('dropForbidden', () => {
  it('keeps what XML allows and drops the rest', () => {
    expect(dropForbidden('a\u0000\t\u000B\uDC00\uFFFE😀\uFFFD')).toBe('a\t😀\uFFFD');
  });
});

describe('directionOf', () => {
  it('follows the first letter', () => {
    expect(directionOf('12 سلام hello')).toBe('rtl');
    expect(directionOf('_mowaten_ سلام')).toBe('ltr');
    expect(directionOf('123', 'rtl')).toBe('rtl');
  });

  it('puts text on the wished-for side of x in both directions', () => {
    expect(anchorFor('right-of-x', 'ltr')).toBe('start');
    expect(anchorFor('right-of-x', 'rtl')).toBe('end');
    expect(anchorFor('left-of-x', 'ltr')).toBe('end');
    expect(anchorFor('left-of-x', 'rtl')).toBe('start');
  });
});

describe('fitText', () => {
  const style = { size: 12 };

  it('keeps what fits, else ends in an ellipsis within the width', () => {
    fc.assert(
      fc.property(codeUnits.map(cleanLabel), fc.integer({ min: 0, max: 300 }), (text, width) => {
        const fitted = fitText(text, width, style, estimateWidth);
        expect(estimateWidth(fitted, style)).toBeLessThanOrEqual(width);
        expect(fitted.isWellFormed()).toBe(true);
        if (estimateWidth(text, style) <= width) expect(fitted).toBe(text);
        else expect(fitted === '' || fitted.endsWith('…')).toBe(true);
      }),
    );
  });
});
