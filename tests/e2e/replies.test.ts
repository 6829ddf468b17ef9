import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closeBrowser, expectCalm, openExplorer, type Explorer } from './support/explorer.ts';

const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const WORDS = 'river tax house market people vote law money school train film road bridge'.split(
  ' ',
);

let explorer: Explorer;
let page: Page;
afterEach(async () => {
  expectCalm(explorer.trace);
  await explorer.close();
});
afterAll(closeBrowser);

async function start(context: Parameters<typeof openExplorer>[0] = {}): Promise<void> {
  explorer = await openExplorer({
    ...context,
    context: { serviceWorkers: 'block', ...context.context },
  });
  page = explorer.page;
}

const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
const toast = (text: string | RegExp): Locator => page.getByText(text).first();

/** Moves to another comment by this key, and says its label. */
async function toNext(key: string): Promise<string> {
  const labels = (): Promise<string> =>
    page
      .locator('article[aria-current]')
      .evaluateAll((all) =>
        all
          .map((one) => `${one.getAttribute('aria-label')} ${one.getAttribute('aria-posinset')}`)
          .join(),
      );
  const before = await labels();
  await page.keyboard.press(key);
  await expect.poll(labels).not.toBe(before);
  return labels();
}

/** The comment that holds these words, with its evidence open, reached by keys alone. */
async function openEvidence(words: string): Promise<Locator> {
  const search = page.getByRole('searchbox', { name: 'Search comments' });
  await search.fill(`"${words}"`);
  await search.press('Enter');
  const comment = page.getByRole('article').filter({ hasText: words }).first();
  await comment.waitFor();
  await search.fill('');
  await search.press('Enter');
  await page.getByRole('status').filter({ hasText: '32 of 32' }).first().waitFor();
  for (let step = 0; step < 40; step++) {
    const current = page.locator('article[aria-current]').filter({ hasText: words });
    if ((await current.count()) > 0) break;
    if (step === 0) await page.keyboard.press('Escape');
    else await toNext('j');
  }
  await page.keyboard.press('Enter');
  const current = page.locator('article[aria-current]').first();
  await current.getByText(/Why (this reply|a new thread)\?/).waitFor();
  return current;
}

async function choose(menu: string, entry: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Settings and help' }).click();
  await page.getByRole('button', { name: entry, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: menu });
  await dialog.waitFor();
  return dialog;
}

async function importLines(name: string, lines: object[]): Promise<void> {
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/jsonl', buffer: Buffer.from(text) });
  const receipt = page.getByRole('dialog', { name: 'Import receipt' });
  await receipt.waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await receipt.waitFor({ state: 'hidden' });
}

const when = (minutes: number): string =>
  new Date(Date.UTC(2021, 0, 1, 8, minutes)).toISOString().slice(0, 16);

/** Pages whose replies are stated; names and quotations point to most parents. */
function statedPages(): object[] {
  const people = ['Ann', 'Bob', 'Cid', 'Dora', 'Eli'];
  let seed = 7;
  const below = (n: number): number => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * n);
  };
  return Array.from({ length: 10 }, (_, p) => {
    const made: { id: string; author: string; body: string }[] = [];
    return Array.from({ length: 25 }, (_, i) => {
      const parent = i === 0 || below(8) === 0 ? null : made[Math.max(0, i - 1 - below(3))]!;
      const author = people[below(people.length)]!;
      const own = Array.from({ length: 12 }, () => `${WORDS[below(13)]!}${below(60)}`).join(' ');
      const body = parent && below(3) > 0 ? `${parent.author}, ${own}` : own;
      const comment = { id: `p${p}c${i}`, author, body };
      made.push(comment);
      return {
        ...comment,
        thread: `Page ${p}`,
        parent: parent?.id ?? null,
        time: when(p * 2000 + i * 7),
      };
    });
  }).flat();
}

/** A hash of everything the browser stores for the corpus: columns, texts and inferences. */
/** The hash once nothing more is written behind the page: three readings in a row are the same. */
async function hashAtRest(): Promise<string> {
  const last: string[] = [];
  await expect
    .poll(
      async () => {
        last.push(await storedHash());
        return new Set(last.slice(-3)).size + Math.max(0, 3 - last.length);
      },
      { interval: 500 },
    )
    .toBe(1);
  return last.at(-1) ?? '';
}

function storedHash(): Promise<string> {
  return page.evaluate(async () => {
    const sums: string[] = [];
    const told = (value: unknown): unknown =>
      ArrayBuffer.isView(value)
        ? Array.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
        : value;
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    for (const { name } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames) {
        const all = await done(db.transaction(store).objectStore(store).getAll());
        const text = JSON.stringify(all, (_, value: unknown) => told(value));
        const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
        sums.push(`${store} ${all.length} ${Array.from(new Uint8Array(hash)).join('.')}`);
      }
      db.close();
    }
    return sums.join('\n');
  });
}

async function seriousFaults(): Promise<string[]> {
  await page.addScriptTag({ content: axeSource });
  const result = await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: {
          run(): Promise<{
            violations: { id: string; impact: string; nodes: { target: string[] }[] }[];
          }>;
        };
      }
    ).axe.run(),
  );
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
}

describe('evidence and the last word', () => {
  it('gives reasons of words with the spans marked in both comments, and why rivals lost', async () => {
    await start();
    const comment = await openEvidence('every credible?');
    const panel = comment.getByRole('region').or(comment.locator('section')).first();
    const text = await panel.innerText();
    expect(text).toMatch(/Why this reply\?\s+(strong|likely|weak), \d+ %/u);
    expect(text).toContain("takes up a word rare on this page: 'credible'");
    expect(await panel.locator('figure mark').allInnerTexts()).toEqual(['credible', 'credible']);
    expect(text).toContain('Also possible');
    expect(text).toMatch(/weak, \d+ %\s+humble, 10:39: shares no rare word with it/u);
    expect(text).not.toMatch(/cosine|posterior|logit/u);
    const chip = comment.getByTitle('Why this reply? (Enter)');
    expect(await chip.innerText()).toMatch(
      /answers\s*\[no name\]\s*·\s*takes up 'credible'\s*·\s*likely, \d+ %/u,
    );
  });

  it('is confirmed, ruled out, moved and undone by single keys, and listed', async () => {
    await start();
    const comment = await openEvidence('every credible?');
    const chip = comment.getByTitle('Why this reply? (Enter)');
    const guess = await chip.innerText();
    await page.keyboard.press('y');
    await chip.filter({ hasText: 'settled by you' }).waitFor();
    await page.keyboard.press('Control+z');
    await chip.filter({ hasText: /likely, \d+ %/u }).waitFor();
    expect(await chip.innerText()).toBe(guess);

    await page.keyboard.press('n');
    await toast('Ruled out. The next best is shown.').waitFor();
    await chip.filter({ hasNotText: '[no name]' }).waitFor();
    await page.keyboard.press('t');
    await chip.filter({ hasText: 'starts a thread' }).waitFor();
    await page.keyboard.press('Control+z');
    await chip.filter({ hasNotText: 'starts a thread' }).waitFor();
    await page.keyboard.press('Control+z');
    await chip.filter({ hasText: '[no name]' }).waitFor();
    expect(await chip.innerText()).toBe(guess);

    await page.keyboard.press('p');
    await comment.getByText('Choose the comment it answers').waitFor();
    for (let step = 0; step < 12; step++) {
      if ((await toNext('k')).startsWith('humble')) break;
    }
    await page.keyboard.press('Enter');
    await toast(/^It now answers humble/u).waitFor();

    const list = await choose('Your corrections', 'Your corrections');
    expect(await list.getByRole('listitem').count()).toBe(1);
    expect(await list.innerText()).toMatch(/the_roar[\s\S]*you chose: answers humble/u);
    await list.getByRole('button', { name: 'Take back' }).press('Enter');
    await list.getByText('None yet.').waitFor();
  });

  it('lists its keys under ?', async () => {
    await start();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: /keys/iu });
    await dialog.waitFor();
    const text = await dialog.innerText();
    for (const said of [
      'confirm the reply shown',
      'not this one',
      'choose another parent',
      'it starts a thread',
    ]) {
      expect(text).toContain(said);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });
});

describe('orders', () => {
  it('shows which comments change parent, opens them, and switches', async () => {
    await start();
    const order = page.getByRole('combobox').filter({ hasText: 'strictly by time' }).first();
    await order.selectOption('chronological');
    const list = page.getByRole('list', { name: 'Comments that change parent' });
    await list.waitFor();
    const said = await toast(/^These \d+ comments change parent:/u).innerText();
    const many = Number(/\d+/u.exec(said)?.[0]);
    expect(many).toBeGreaterThan(3);
    expect(await list.getByRole('button').count()).toBe(many);
    expect(await list.innerText()).toMatch(/now (answers|starts)[^;]+; then (answers|starts)/u);
    await list.getByRole('button').first().press('Enter');
    await page.waitForFunction(() => location.hash.includes('sel='));
    await page.getByRole('button', { name: 'Switch', exact: true }).press('Enter');
    await page.waitForFunction(() => location.hash.includes('chronological'));
    await order.selectOption('unknown');
    await toast(
      /^(These \d+ comments change|This comment changes|No comment changes) parent/u,
    ).waitFor();
  });
});

describe('a stream of 3,000 comments', () => {
  it('says that who answers whom cannot be known, and draws no line', async () => {
    await start();
    const lines = Array.from({ length: 3000 }, (_, i) => ({
      id: `c${i}`,
      thread: 'One long stream',
      author: `Writer${(i * 7919) % 211}`,
      time: when(i * 2),
      body: Array.from({ length: 20 }, (_, k) => WORDS[(i * (k + 3) * 31 + k * k) % 13]).join(' '),
    }));
    await importLines('stream.jsonl', lines);
    await page
      .getByText('What answers what can’t be known here')
      .first()
      .waitFor({ timeout: 60_000 });
    await region('Reply network').getByText('Who answers whom can’t be known here').waitFor();
    await expect
      .poll(() => region('Reply network').innerText())
      .toContain('whom 2,999 comments answer can’t be known');
    await page.getByText('0 replies inferred, 0 stated by the source').waitFor();
  });
});

describe('the self-test', () => {
  it('reports accuracy, calibration and mistakes that open, and leaves storage as it was', async () => {
    await start();
    await importLines('stated.jsonl', statedPages());
    const before = await hashAtRest();
    const dialog = await choose('How good is it here?', 'How good is it here?');
    await dialog.getByText('Right commenter').waitFor({ timeout: 60_000 });
    const text = await dialog.innerText();
    expect(text).toContain('240 comments whose answer the source states');
    expect(text).toMatch(/Right comment\s+\d+ % \(\d+ % to \d+ %\)/u);
    expect(text).toMatch(/Right commenter\s+\d+ % \(\d+ % to \d+ %\)/u);
    const counts = await dialog.locator('tbody td:last-child').allInnerTexts();
    expect(counts.reduce((sum, one) => sum + Number(one), 0)).toBe(240);
    for (const share of await dialog.locator('tbody td:nth-child(2)').allInnerTexts()) {
      expect(Number(/^(\d+) %/u.exec(share)?.[1])).toBeLessThanOrEqual(100);
    }
    expect(await dialog.locator('svg circle').count()).toBe(counts.length);
    const mistake = dialog.getByRole('listitem').first();
    expect(await mistake.innerText()).toMatch(
      /said .+\((strong|likely|weak), \d+ %\); the source says/su,
    );
    const name = await mistake.getByRole('button').innerText();
    await mistake.getByRole('button').press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    const shown = page.locator('article[aria-current]').first();
    await shown.waitFor();
    expect(await shown.getAttribute('aria-label')).toBe(name);
    expect(await storedHash()).toBe(before);
  });
});

describe.each([
  ['light', 'light'],
  ['dark', 'dark'],
] as const)('accessibility of evidence: %s', (_name, colorScheme) => {
  it('has no serious fault in the panel, the corrections, the orders and the self-test', async () => {
    await start({ context: { colorScheme, bypassCSP: true } });
    await openEvidence('every credible?');
    await page.keyboard.press('p');
    expect(await seriousFaults()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('y');
    await toast(/^Confirmed/u).waitFor();
    await choose('Your corrections', 'Your corrections');
    expect(await seriousFaults()).toEqual([]);
    await page.keyboard.press('Escape');
    const order = page.getByRole('combobox').filter({ hasText: 'strictly by time' }).first();
    await order.selectOption('chronological');
    await page.getByRole('list', { name: 'Comments that change parent' }).waitFor();
    expect(await seriousFaults()).toEqual([]);
    await importLines('stated.jsonl', statedPages());
    const dialog = await choose('How good is it here?', 'How good is it here?');
    await dialog.getByText('Right commenter').waitFor({ timeout: 60_000 });
    expect(await seriousFaults()).toEqual([]);
  });
});
