/** Direction of strings that leave the reach of `dir=auto`: chart labels, tables, file names. */

const STRONG = /\p{L}/u;
const RTL_LETTER =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const RTL_RUN =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]+(?:[\s\d_-]+[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]+)*/gu;
const CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Direction of the first letter, as `dir=auto` decides it; 'ltr' when there is no letter. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const first = STRONG.exec(text);
  return first && RTL_LETTER.test(first[0]) ? 'rtl' : 'ltr';
}

export function hasBidiControls(text: string): boolean {
  return text.search(CONTROLS) >= 0;
}

/** Text without embedding, override and isolate controls: for showing only, never for storing. */
export function withoutBidiControls(text: string): string {
  return text.replace(CONTROLS, '');
}

/** Text that cannot reorder its surroundings in a plain-text context. */
export function isolate(text: string): string {
  return FIRST_STRONG_ISOLATE + withoutBidiControls(text) + POP_ISOLATE;
}

/** A sentence of ours, left to right, in which each run of right-to-left words keeps to itself. */
export function isolateRtl(sentence: string): string {
  return sentence.replace(RTL_RUN, isolate);
}
