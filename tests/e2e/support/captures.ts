import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';

/** Serves these captures in place of the bundled ones, with a manifest that matches them. */
export async function serveCaptures(page: Page, captures: Record<string, string>): Promise<void> {
  const sources = Object.entries(captures).map(([name, text]) => {
    const bytes = Buffer.from(text);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name, bytes: bytes.length, 'sha-256': sha256, format: 'page-capture' };
  });
  await page.route('**/data/manifest.json', (route) =>
    route.fulfill({ json: { version: 1, name: 'Test', sources } }),
  );
  await page.route('**/data/*.txt', (route) => {
    const name = decodeURIComponent(route.request().url().split('/').at(-1)!);
    return route.fulfill({ contentType: 'text/plain; charset=utf-8', body: captures[name] ?? '' });
  });
}

/** A capture with these comments. */
export function capture(
  title: string,
  comments: { author: string; time: string; body: string }[],
): string {
  const parts = comments.map(({ author, time, body }) => `Thumb ${author} ${time}\n\n${body}\n\n`);
  return `${title}\n\nThe board met on Monday.\n\nComments ${comments.length}\n${parts.join('')}`;
}
