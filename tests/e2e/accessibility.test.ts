import { readFileSync } from 'node:fs';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { closeBrowser, openExplorer } from './support/explorer.ts';

const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

afterAll(closeBrowser);

interface AxeResult {
  violations: {
    id: string;
    impact: string;
    nodes: { target: string[]; failureSummary: string }[];
  }[];
}

const CONTEXTS: [string, BrowserContextOptions][] = [
  ['light', {}],
  [
    'dark, reduced motion, forced colours',
    { colorScheme: 'dark', reducedMotion: 'reduce', forcedColors: 'active' },
  ],
  ['dark', { colorScheme: 'dark' }],
  [
    'a phone in Beirut',
    {
      viewport: { width: 360, height: 640 },
      hasTouch: true,
      isMobile: true,
      locale: 'ar-LB',
      timezoneId: 'Asia/Beirut',
    },
  ],
];

describe.each(CONTEXTS)('accessibility: %s', (_name, context) => {
  it('has no serious fault', async () => {
    const { page, close } = await openExplorer({
      context: { ...context, bypassCSP: true, serviceWorkers: 'block' },
    });
    await page.waitForTimeout(500);
    await page.addScriptTag({ content: axeSource });
    const result = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResult> } }).axe.run(),
    );
    const serious = result.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map((node) => `${node.target.join(' ')} ${node.failureSummary}`)
            .join(' | ')
            .slice(0, 900)}`,
      );
    expect(serious).toEqual([]);
    await close();
  });
});
