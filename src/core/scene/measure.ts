/**
 * Width of text without a font: a width class per character, in ems of a common interface font.
 * A little wide on purpose, so that labels placed with it do not touch. The page measures for real.
 */
import type { Measure } from './text.ts';

const NARROW = /[ijltfrI.,:;'’|!()[\]{}\-· ]/;
const WIDE = /[mwMW@%—…]/;
const UPPER = /\p{Lu}/u;
const MARK = /[\p{M}\p{Cf}\p{Cc}]/u;
const FULL =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;
const widths = new Map<string, number>();

function emsOf(letter: string): number {
  if (NARROW.test(letter)) return 0.36;
  if (WIDE.test(letter)) return 0.93;
  if (MARK.test(letter)) return 0;
  if (FULL.test(letter)) return 1.05;
  return UPPER.test(letter) ? 0.7 : 0.6;
}

/** Estimated width in pixels; bold and italic count as a little wider. */
export const estimateWidth: Measure = (text, style) => {
  let ems = 0;
  for (const letter of text) {
    let width = widths.get(letter);
    if (width === undefined) {
      width = emsOf(letter);
      if (widths.size < 4096) widths.set(letter, width);
    }
    ems += width;
  }
  return ems * style.size * ((style.weight ?? 400) >= 600 ? 1.07 : 1);
};
