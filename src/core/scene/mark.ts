/**
 * A picture as data: what a layout makes and a painter draws (SVG, canvas, SVG string).
 * Lengths in CSS pixels, origin top left. Colours are names of theme colours, never literals,
 * so that one scene serves light, dark and print.
 */
export type Ink = string;

export interface MarkBase {
  /** Stable identity for keyed drawing and hit testing: 'comment:12', 'edge:3>4', 'bar:7'. */
  id?: string;
  opacity?: number;
  dash?: readonly number[];
  title?: string;
}

export type Mark =
  | (MarkBase & {
      kind: 'rect';
      x: number;
      y: number;
      width: number;
      height: number;
      fill: Ink | null;
      stroke?: Ink;
      radius?: number;
    })
  | (MarkBase & {
      kind: 'circle';
      x: number;
      y: number;
      r: number;
      fill: Ink | null;
      stroke?: Ink;
      strokeWidth?: number;
    })
  | (MarkBase & {
      kind: 'path';
      d: string;
      fill: Ink | null;
      stroke?: Ink;
      strokeWidth?: number;
      arrow?: boolean;
    })
  | (MarkBase & {
      kind: 'text';
      x: number;
      y: number;
      text: string;
      fill: Ink;
      size: number;
      anchor: 'start' | 'middle' | 'end';
      weight?: number;
      italic?: boolean;
      halo?: Ink;
      rotate?: number;
      direction: 'ltr' | 'rtl';
    });

export interface Scene {
  width: number;
  height: number;
  /** Drawn in order. */
  marks: Mark[];
  /** The finding, as a sentence. */
  title: string;
  direction: 'ltr' | 'rtl';
}
