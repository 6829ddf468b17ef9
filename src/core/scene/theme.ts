/**
 * The inks of both themes. A scene names inks; on the page an ink `x` is the custom property `--x`
 * (app.css holds the same values, a test compares them), in SVG strings and on canvas it is looked up here.
 */
export type ThemeName = 'light' | 'dark';

export type InkName =
  | 'paper'
  | 'panel'
  | 'ink'
  | 'ink-soft'
  | 'hairline'
  | 'grey-mark'
  | 'grey-line'
  | 'bar'
  | 'nameless'
  | 'accent'
  | 'brush'
  | 'highlight'
  | `hue-${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;

export type Theme = Readonly<Record<InkName, string>>;

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    paper: '#fcfbf9',
    panel: '#fcfbf9',
    ink: '#1b1c1e',
    'ink-soft': '#63666d',
    hairline: '#e3e0da',
    'grey-mark': '#d9d4ca',
    'grey-line': '#c9c4ba',
    bar: '#958f84',
    nameless: '#7e838d',
    accent: '#2456a8',
    brush: '#dfe8f5',
    highlight: '#fdeaa8',
    'hue-0': '#3b6db5',
    'hue-1': '#c9533c',
    'hue-2': '#1f9069',
    'hue-3': '#aa7a00',
    'hue-4': '#9a5aa0',
    'hue-5': '#2688b4',
    'hue-6': '#c9538f',
    'hue-7': '#6f6a1f',
  },
  dark: {
    paper: '#16171a',
    panel: '#16171a',
    ink: '#eeece7',
    'ink-soft': '#a0a4ac',
    hairline: '#2f3238',
    'grey-mark': '#3a3e46',
    'grey-line': '#454a53',
    bar: '#878d98',
    nameless: '#8d939e',
    accent: '#7fb0ff',
    brush: '#22324a',
    highlight: '#5c4a1a',
    'hue-0': '#5588d6',
    'hue-1': '#de6249',
    'hue-2': '#2ba67a',
    'hue-3': '#bf8e17',
    'hue-4': '#b07cc4',
    'hue-5': '#4fb0d9',
    'hue-6': '#dd73a8',
    'hue-7': '#a3a04a',
  },
};

/** Ink of a commenter: hue 0–7, -1 = one of the many (grey); nameless ones are grey of their own. */
export function commenterInk(hue: number, isNameless: boolean): InkName {
  if (isNameless || hue < 0 || hue > 7 || !Number.isInteger(hue)) return 'nameless';
  return `hue-${hue as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;
}
