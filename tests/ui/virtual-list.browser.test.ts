import { createRawSnippet, flushSync, mount, unmount, type Snippet } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import VirtualList from '../../src/ui/VirtualList.svelte';
import { eventually } from '../support/eventually.ts';

type Target = { index: number; align: 'start' | 'nearest'; focus: boolean } | null;

const VIEWPORT_PX = 500;
let component: Record<string, unknown> | null = null;
let frame: HTMLElement;

/** Rows of 40 to 140 px, one of each height after the other. */
const row = createRawSnippet((index: () => number) => ({
  render: () =>
    `<div tabindex="-1" style="height:${String(40 + ((index() * 37) % 101))}px">row ${String(index())}</div>`,
}));

function show(
  count: number,
  more: {
    target?: Target;
    startIndex?: number;
    isHeld?: boolean;
    estimatePx?: number;
    isReady?: (first: number, last: number) => boolean;
    onrange?: (first: number, last: number, top: number, isJump: boolean) => void;
    row?: Snippet<[index: number]>;
  } = {},
) {
  frame = document.createElement('div');
  frame.style.height = `${String(VIEWPORT_PX)}px`;
  document.body.append(frame);
  const props = {
    count,
    version: 1,
    startIndex: 0,
    isHeld: false,
    estimatePx: 90,
    target: null as Target,
    keyOf: (index: number) => String(index),
    onrange: vi.fn(),
    row,
    ...more,
  };
  component = mount(VirtualList, { target: frame, props });
  flushSync();
  return props;
}

afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  frame.remove();
});

const viewport = () => frame.querySelector<HTMLElement>('.viewport')!;
const rendered = () => [...frame.querySelectorAll<HTMLElement>('[data-index]')];

/** Top of a row below the viewport's top; null when it is not rendered. */
function topOf(index: number): number | null {
  const element = frame.querySelector(`[data-index="${String(index)}"]`);
  if (!element) return null;
  return element.getBoundingClientRect().top - viewport().getBoundingClientRect().top;
}

function isCovered(): boolean {
  const box = viewport().getBoundingClientRect();
  const rows = rendered().map((element) => element.getBoundingClientRect());
  const first = rows[0];
  const last = rows.at(-1);
  return (
    first !== undefined &&
    last !== undefined &&
    first.top <= box.top + 1 &&
    last.bottom >= box.bottom - 1
  );
}

const press = (key: string) =>
  document.activeElement!.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );

const rest = () => new Promise((resolve) => setTimeout(resolve, 400));

describe('a list in a browser', () => {
  it('renders a short list whole', () => {
    show(150);
    expect(rendered()).toHaveLength(150);
  });

  it('renders little of a million rows, within the height that browsers can draw', async () => {
    show(1_000_000);
    await eventually(() => expect(isCovered()).toBe(true));
    expect(rendered().length).toBeLessThan(60);
    expect(viewport().scrollHeight).toBeLessThanOrEqual(15_000_000);
    expect(viewport().scrollHeight).toBeGreaterThan(14_000_000);
  });

  it('lands on the row of a link, and stays there while rows are measured', async () => {
    show(1_000_000, { startIndex: 765_432 });
    await rest();
    const top = topOf(765_432);
    expect(top).not.toBeNull();
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(VIEWPORT_PX - 40);
    await rest();
    expect(topOf(765_432)).toBeCloseTo(top!, 0);
    expect(isCovered()).toBe(true);
  });

  it.each([5000, 1_000_000])('lands on the last of %i rows', async (count) => {
    show(count, { startIndex: count - 1 });
    await rest();
    const last = rendered().at(-1)!;
    expect(last.dataset.index).toBe(String(count - 1));
    const { bottom } = viewport().getBoundingClientRect();
    expect(last.getBoundingClientRect().bottom).toBeCloseTo(bottom, 0);
  });

  it('is covered by rows wherever the scrollbar is dragged to', async () => {
    show(1_000_000);
    for (const part of [0.5, 0.1, 0.999, 1, 0]) {
      viewport().scrollTop = part * viewport().scrollHeight;
      await eventually(() => expect(isCovered()).toBe(true));
    }
    await rest();
    expect(topOf(0)).toBe(0);
    viewport().scrollTop = viewport().scrollHeight;
    await rest();
    const last = rendered().at(-1)!;
    expect(last.dataset.index).toBe('999999');
    expect(last.getBoundingClientRect().bottom).toBeCloseTo(
      viewport().getBoundingClientRect().bottom,
      0,
    );
  });

  it('shows no gap where rows are much lower than they were thought to be', async () => {
    show(5000, { estimatePx: 300 });
    await eventually(() => expect(isCovered()).toBe(true));
    for (const part of [0.5, 1, 0.2]) {
      const scrolled = new Promise((resolve) => {
        viewport().addEventListener('scroll', resolve, { once: true });
      });
      viewport().scrollTop = part * viewport().scrollHeight;
      await scrolled;
      flushSync();
      expect(isCovered()).toBe(true);
    }
  });

  it('moves what is read by as many pixels as it is scrolled', async () => {
    show(1_000_000, { startIndex: 500_000 });
    await rest();
    const before = topOf(500_000)!;
    viewport().scrollTop += 60;
    await eventually(() => expect(topOf(500_000)).toBeCloseTo(before - 60, 0));
    await rest();
    expect(topOf(500_000)).toBeCloseTo(before - 60, 0);
  });

  it('brings a row and the keyboard to it', async () => {
    show(5000, { target: { index: 4000, align: 'nearest', focus: true } });
    await eventually(() => expect(document.activeElement?.textContent).toBe('row 4000'));
    const top = topOf(4000)!;
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(VIEWPORT_PX);
  });

  it('keeps its rows in sight until those it jumps to are there, and goes on without them at last', async () => {
    const sights: (number | null)[] = [];
    show(1_000_000, {
      isReady: (first) => first < 100,
      onrange: (_first, _last, _top, isJump) => {
        if (!isJump) return;
        flushSync();
        sights.push(topOf(0));
      },
    });
    await eventually(() => expect(isCovered()).toBe(true));
    viewport().scrollTop = 6_000_000;
    await eventually(() => expect(sights).toHaveLength(1));
    expect(sights[0]).toBeCloseTo(0, 0);
    await eventually(() => expect(topOf(0)).toBeNull());
    await eventually(() => expect(isCovered()).toBe(true));
    expect(viewport().scrollTop).toBeGreaterThan(5_000_000);
  });

  it('goes to its ends and by pages for keys, and keeps the keyboard when the row that had it goes', async () => {
    show(5000, { target: { index: 3, align: 'nearest', focus: true } });
    await eventually(() => expect(document.activeElement?.textContent).toBe('row 3'));
    press('End');
    await eventually(() => {
      const last = rendered().at(-1)!;
      expect(last.dataset.index).toBe('4999');
      const { bottom } = viewport().getBoundingClientRect();
      expect(last.getBoundingClientRect().bottom).toBeCloseTo(bottom, 0);
    });
    expect(document.activeElement).toBe(viewport());
    const before = topOf(4999)!;
    press('PageUp');
    await eventually(() => expect(topOf(4999)).toBeCloseTo(before + 0.9 * VIEWPORT_PX, 0));
    press('Home');
    await eventually(() => expect(topOf(0)).toBe(0));
    expect(viewport().tabIndex).toBe(0);
  });

  it('is no tab stop itself while a row in sight is one', async () => {
    show(5000, {
      row: createRawSnippet((index: () => number) => ({
        render: () => `<div tabindex="${index() === 3 ? '0' : '-1'}">row ${String(index())}</div>`,
      })),
    });
    await eventually(() => expect(viewport().tabIndex).toBe(-1));
    viewport().scrollTop = 200_000;
    await eventually(() => expect(viewport().tabIndex).toBe(0));
  });

  it('leaves the keys to what scrolls inside a row', async () => {
    show(5000, {
      row: createRawSnippet((index: () => number) => ({
        render: () =>
          `<div style="height:60px;overflow:auto"><p tabindex="-1" style="height:200px">row ${String(index())}</p></div>`,
      })),
    });
    await eventually(() => expect(isCovered()).toBe(true));
    frame.querySelector<HTMLElement>('[data-index="2"] p')!.focus();
    expect(press('End')).toBe(true);
    expect(viewport().scrollTop).toBe(0);
    frame.querySelector<HTMLElement>('.viewport')!.focus();
    expect(press('End')).toBe(false);
    await eventually(() => expect(viewport().scrollTop).toBeGreaterThan(100_000));
  });
});
