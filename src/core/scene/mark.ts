/**
 * A picture as data: what a layout makes and a painter draws (SVG, canvas, SVG string).
 * Lengths in CSS pixels, origin top left. Colours are names of theme colours, never literals,
 * so that one scene serves light, dark and print.
 */
import type { InkName } from './theme.ts';

export type Ink = InkName;
export type Direction = 'ltr' | 'rtl';

export interface MarkBase {
  /** Stable identity for keyed drawing and hit testing: 'comment:12', 'edge:3>4', 'bar:7'. */
  id?: string;
  opacity?: number;
  dash?: readonly number[];
  title?: string;
}

export interface RectMark extends MarkBase {
  kind: 'rect';
  x: number;
  y: number;
  width: number;
  height: number;
  fill: Ink | null;
  stroke?: Ink;
  strokeWidth?: number;
  radius?: number;
}

export interface CircleMark extends MarkBase {
  kind: 'circle';
  x: number;
  y: number;
  r: number;
  fill: Ink | null;
  stroke?: Ink;
  strokeWidth?: number;
}

export interface PathMark extends MarkBase {
  kind: 'path';
  /** Absolute commands M, L, C, Q, Z only. */
  d: string;
  fill: Ink | null;
  stroke?: Ink;
  strokeWidth?: number;
}

export interface TextMark extends MarkBase {
  kind: 'text';
  x: number;
  y: number;
  text: string;
  fill: Ink;
  size: number;
  /** Relative to `direction`, as in SVG: the start of right-to-left text is its right end. */
  anchor: 'start' | 'middle' | 'end';
  weight?: number;
  italic?: boolean;
  halo?: Ink;
  /** Degrees round (x, y). */
  rotate?: number;
  direction: Direction;
}

export type Mark = RectMark | CircleMark | PathMark | TextMark;

export interface Scene {
  width: number;
  height: number;
  /** Drawn in order. */
  marks: Mark[];
  /** The finding, as a sentence. */
  title: string;
  direction: Direction;
}
