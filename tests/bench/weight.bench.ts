/** What is sent, gzip: what the first view needs, and the parts that come when they are asked for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PAGE_DIR, servePage } from './chromium/serve.ts';
import { Tab } from './chromium/tab.ts';
import { absolute, plain, type Row } from './row.ts';

const zipped = (file: string): number => gzipSync(readFileSync(join(PAGE_DIR, file))).length / 1024;

/** Scripts and styles a first visit asks for until its first chart, as paths in the build. */
async function askedFor(url: string): Promise<Set<string>> {
  const asked = new Set<string>();
  const tab = await Tab.launch();
  tab.page.on('request', (request) => {
    if (request.url().startsWith(url)) asked.add(request.url().slice(url.length));
  });
  await tab.page.goto(url);
  await tab.page
    .locator('figure svg :is(rect, circle, path), figure canvas')
    .first()
    .waitFor({ state: 'attached' });
  await tab.close();
  return asked;
}

export async function once(): Promise<Row[]> {
  const asked = await askedFor(await servePage());
  const files = readdirSync(join(PAGE_DIR, 'assets'))
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => `assets/${name}`);
  const sum = (test: (file: string) => boolean): number =>
    files.filter(test).reduce((total, file) => total + zipped(file), 0);
  const isWorker = (file: string): boolean => /worker/.test(file);
  const page = sum((file) => asked.has(file) && !isWorker(file)) + zipped('index.html');
  const worker = sum((file) => asked.has(file) && isWorker(file));
  const lazy = new Map<string, number>();
  for (const file of files.filter((one) => !asked.has(one))) {
    lazy.set(lazyName(file), (lazy.get(lazyName(file)) ?? 0) + zipped(file));
  }
  const shared = { comments: null, unit: 'KB', samples: 1 };
  return [
    absolute(
      { ...shared, what: 'page + worker, gzip, before lazy parts', ours: page + worker },
      120,
    ),
    plain({ ...shared, what: 'page, gzip (HTML, JavaScript, CSS)', ours: page }),
    plain({ ...shared, what: 'worker, gzip', ours: worker }),
    plain({
      ...shared,
      what: 'lazy parts, gzip, all together',
      ours: sum((file) => !asked.has(file)),
    }),
    ...[...lazy].map(([name, ours]) => plain({ ...shared, what: `lazy part ${name}`, ours })),
  ];
}

const lazyName = (file: string): string => file.replace(/^assets\/(.*)-[\w-]{8}\./, '$1.');
