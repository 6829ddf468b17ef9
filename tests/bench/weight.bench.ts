/** What is sent, gzip: what the first view needs, and the parts that come when they are asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request } from 'playwright-core';
import { PAGE_DIR, servePage } from './chromium/serve.ts';
import { Tab } from './chromium/tab.ts';
import { absolute, plain, type Row } from './row.ts';

const FIRST_CHART = 'figure svg :is(rect, circle, path), figure canvas';

const zipped = (file: string): number => gzipSync(readFileSync(join(PAGE_DIR, file))).length / 1024;

/** Scripts and styles asked for until the first chart, by the page and its workers, as paths in the build. */
async function askedFor(tab: Tab, url: string): Promise<Set<string>> {
  const asked = new Set<string>();
  const hear = (request: Request): void => {
    if (request.url().startsWith(url)) asked.add(request.url().slice(url.length));
  };
  tab.page.context().on('request', hear);
  await tab.page.goto(url);
  await tab.page.locator(FIRST_CHART).first().waitFor({ state: 'attached' });
  tab.page.context().off('request', hear);
  return asked;
}

/** A first and a later visit. Without the service worker: it fetches every part, once all is shown. */
async function visits(): Promise<readonly [Set<string>, Set<string>]> {
  const url = await servePage();
  const tab = await Tab.launch((page) =>
    page.addInitScript(() =>
      Object.defineProperty(navigator, 'serviceWorker', { value: undefined }),
    ),
  );
  try {
    const first = await askedFor(tab, url);
    await tab.page.goto('about:blank');
    return [first, await askedFor(tab, url)];
  } finally {
    await tab.close();
  }
}

export async function once(): Promise<Row[]> {
  const [first, later] = await visits();
  const files = readdirSync(join(PAGE_DIR, 'assets'))
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => `assets/${name}`);
  const sum = (test: (file: string) => boolean): number =>
    files.filter(test).reduce((total, file) => total + zipped(file), 0);
  const html = zipped('index.html');
  const isReader = (file: string): boolean => file.includes('reader.worker');
  const shared = { comments: null, unit: 'KB', samples: 1 };
  const lazy = new Map<string, number>();
  for (const file of files.filter((one) => !first.has(one))) {
    lazy.set(lazyName(file), (lazy.get(lazyName(file)) ?? 0) + zipped(file));
  }
  const whole = html + sum((file) => later.has(file));
  return [
    absolute({ ...shared, what: 'page + worker, gzip, to open a stored corpus', ours: whole }, 120),
    absolute(
      {
        ...{ ...shared, what: 'page + worker, gzip, first visit, reading the bundled captures' },
        ours: html + sum((file) => first.has(file)),
      },
      120,
    ),
    plain({
      ...shared,
      what: 'of that, the reader of files',
      ours: sum((file) => first.has(file) && isReader(file)),
    }),
    plain({
      ...shared,
      what: 'lazy parts, gzip, all together',
      ours: sum((file) => !first.has(file)),
    }),
    ...[...lazy].map(([name, ours]) => plain({ ...shared, what: `lazy part ${name}`, ours })),
  ];
}

const lazyName = (file: string): string => file.replace(/^assets\/(.*)-[\w-]{8}\./, '$1.');
