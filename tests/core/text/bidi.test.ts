import { describe, expect, it } from 'vitest';
import {
  directionOf,
  hasBidiControls,
  isolate,
  withoutBidiControls,
} from '../../../src/core/text/bidi.ts';

describe('direction', () => {
  it('takes the first letter as dir=auto does', () => {
    expect(directionOf('12 مرحبا hello')).toBe('rtl');
    expect(directionOf('… hello مرحبا')).toBe('ltr');
    expect(directionOf('123')).toBe('ltr');
  });

  it('closes in what could reorder its surroundings', () => {
    expect(hasBidiControls('a\u202Eb')).toBe(true);
    expect(hasBidiControls('ab')).toBe(false);
    expect(withoutBidiControls('a\u202Eb\u2069')).toBe('ab');
    expect(isolate('a\u202Eb')).toBe('\u2068ab\u2069');
  });
});
