import { describe, expect, it } from 'vitest';
import {
  directionOf,
  hasBidiControls,
  isolate,
  isolateRtl,
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

  it('closes in each run of right-to-left words of a sentence', () => {
    expect(isolateRtl("follows a question of أحمد: 'هل تعتقد ذلك؟'")).toBe(
      "follows a question of \u2068أحمد\u2069: '\u2068هل تعتقد ذلك؟\u2069'",
    );
    expect(isolateRtl('stands right before it')).toBe('stands right before it');
  });
});
