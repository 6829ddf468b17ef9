import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, writeFile } from './faults/support/files.ts';
import { ownRows } from './faults/support/stored.ts';
import {
  freshContext,
  isCalm,
  openFiles,
  readReceipt,
  says,
  shows,
  stopAfterChunks,
  stored,
  visit,
  type Visit,
} from './faults/support/visit.ts';
import { closeBrowser } from './support/explorer.ts';

const axeSource = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

let seen: Visit;
let page: Page;
beforeEach(async () => {
  seen = await visit(await freshContext());
  page = seen.page;
  await shows(page, 32);
});
afterEach(async () => {
  isCalm(seen.trace);
  await seen.context.close();
});
afterAll(closeBrowser);

const dialog = (): Locator => page.getByRole('dialog', { name: 'What will be read, and how' });
const choice = (name: string | RegExp): Locator =>
  dialog().getByRole('combobox', { name, exact: true });
const rows = (): Locator => dialog().getByRole('table').getByRole('row');

async function asked(path: string | string[]): Promise<void> {
  await openFiles(page, path);
  await dialog().waitFor();
}

async function readIt(): Promise<string> {
  await dialog().getByRole('button', { name: /^Read/ }).click();
  return readReceipt(page);
}

async function seriousFaults(on: Page): Promise<string[]> {
  await on.addScriptTag({ content: axeSource });
  return on.evaluate(async () => {
    interface Fault {
      id: string;
      impact: string;
      nodes: { target: string[] }[];
    }
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Fault[] }> } };
    const { violations } = await axe.run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
}

const oddTable = `wer,wann,was,notiz\n${Array.from(
  { length: 30 },
  (_, i) =>
    `person ${i % 3},2017-01-23 10:${i + 10},a remark that is long enough to be text ${i},n${i}`,
).join('\n')}\n`;

describe('before anything is stored', () => {
  it('the columns of a table with odd headings are shown and can be changed', async () => {
    await asked(writeFile('odd.csv', oddTable));
    await dialog().getByText('check it').waitFor();
    expect(await rows().nth(1).innerText()).toMatch(/person 0.*23 January 2017, 10:10.*a remark/s);
    await choice('Text').selectOption('notiz');
    await rows().nth(1).getByText('n0').waitFor();
    await choice('Author').selectOption('none');
    await rows().nth(1).getByText('[no name]').waitFor();
    expect(await ownRows(page)).toEqual([]);
    const receipt = await readIt();
    expect(receipt).toMatch(/text from “notiz”/);
    expect(receipt).toMatch(/Chosen by the reader\s+the columns/);
    await shows(page, 30);
    await page
      .getByRole('article')
      .first()
      .getByText(/^n\d+$/)
      .waitFor();
  });

  it('a log is read by the pattern of the reader, in words or as an expression', async () => {
    const lines = ['#1 kim @2017-01-23T10:39 hello', 'more', '#2 bo @2017-01-23T10:40 hi'];
    await asked(writeFile('own.txt', `${lines.join('\n')}\n`));
    await dialog()
      .getByText(/No known format fits/)
      .waitFor();
    await choice('Format').selectOption({ label: 'Text log (author, time, text)' });
    const pattern = dialog().getByLabel('Line that begins a message');
    await pattern.fill('#2 {author} @{time} {text}');
    await rows().nth(1).getByText('bo', { exact: true }).waitFor();
    await pattern.fill('/(?<author>x/');
    await dialog().getByRole('alert').filter({ hasText: 'not a regular expression' }).waitFor();
    await pattern.fill(String.raw`/#\d+ (?<author>\w+) @(?<time>\S+) (?<text>.*)/`);
    await rows().nth(2).getByText('bo', { exact: true }).waitFor();
    expect(await rows().nth(1).innerText()).toMatch(/kim.*23 January 2017, 10:39.*hello/s);
    await pattern.press('Enter');
    await readReceipt(page);
    await shows(page, 2);
  });

  it('dates that can be read two ways are asked for, and nothing is read without an answer', async () => {
    await asked(writeFile('dates.csv', 'author,time,text\nkim,01/02/03,hi\nbo,05/06/04,ho\n'));
    await dialog()
      .getByText(/none of 2 dates has a day over 12/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Read it' }).press('Enter');
    await dialog().getByRole('alert').filter({ hasText: 'Answer first' }).waitFor();
    const first = dialog().getByRole('radio', { name: 'Day first: “01/02/03” is 1 Feb 2003' });
    expect(await first.evaluate((radio) => radio === document.activeElement)).toBe(true);
    await page.keyboard.press('Space');
    await rows().nth(1).getByText('1 February 2003').waitFor();
    await page.keyboard.press('Enter');
    expect(await readReceipt(page)).toMatch(/day first: chosen by the reader/);
    await shows(page, 2);
  });

  it('dates that evidence decides are not asked for, and the receipt says by what', async () => {
    const made = Array.from(
      { length: 40 },
      (_, i) => `kim,${(i % 20) + 1}/01/2017 10:00,hi ${i}\n`,
    );
    await openFiles(page, writeFile('days.csv', `author,time,text\n${made.join('')}`));
    expect(await readReceipt(page)).toMatch(/day first: 16 of 40 dates \(the first: "13\/01\/2017/);
    await shows(page, 40);
  });

  it('an encoding that is a guess is shown, and another one shows at once', async () => {
    const arabic = [0xd3, 0xc7, 0xd1, 0xc9];
    const bytes = Buffer.concat([
      Buffer.from('author,time,text\n'),
      Buffer.from(arabic),
      Buffer.from(',2017-01-23 10:39,Caf\xe9 \xe0 la carte, tr\xe8s \xe9l\xe9gant\n', 'latin1'),
    ]);
    await asked(writeFile('encoded.csv', bytes));
    const encoding = choice(/^Encoding/);
    await encoding.selectOption('windows-1252');
    await rows().nth(1).getByText('Café à la carte').waitFor();
    await encoding.selectOption('windows-1256');
    await rows().nth(1).getByText('سارة').waitFor();
    expect(await readIt()).toMatch(/windows-1256, chosen by the reader/);
    await page.getByRole('article').first().getByText('سارة').waitFor();
  });

  it('several files: one answer is missing, the rest has good defaults, Enter reads all', async () => {
    const day = writeFile('dates2.csv', 'author,time,text\nkim,01/02/2003,hi\n');
    await asked([writeFile('odd2.csv', oddTable), day, writeFile('talk2.jsonl', linesOf(50))]);
    const list = dialog().getByRole('list', { name: 'Files to read' });
    expect(await list.getByRole('listitem').count()).toBe(3);
    await dialog().getByText('1 file has dates whose order only you can tell.').waitFor();
    await dialog()
      .getByRole('radio', { name: /^Month first/ })
      .check();
    await page.keyboard.press('Enter');
    expect(await readReceipt(page)).toContain('81 comments read from 3 files');
    await shows(page, 81);
  });
});

describe('after an import', () => {
  it('a reading is changed from its receipt and replaces the first, which can be kept', async () => {
    await openFiles(
      page,
      writeFile('days.csv', 'author,time,text,note\nkim,2017-01-23 10:00,hi,ho\n'),
    );
    const receipt = page.getByRole('dialog', { name: 'Import receipt' });
    await receipt.getByRole('button', { name: 'Change how it is read…' }).click();
    const again = page.getByRole('dialog', { name: 'Read it in another way' });
    await again.getByRole('combobox', { name: 'Text', exact: true }).selectOption('note');
    await again.getByRole('row').nth(1).getByText('ho', { exact: true }).waitFor();
    await again.getByRole('button', { name: 'Read it' }).click();
    expect(await readReceipt(page)).toMatch(/text from “note”/);
    await page.getByRole('article').first().getByText('ho', { exact: true }).waitFor();
    expect(await ownRows(page)).toHaveLength(2);
    await page.getByRole('button', { name: 'Keep both' }).click();
    await page.locator('button.corpus-button').click();
    await page.getByRole('button', { name: 'Delete days.csv' }).nth(1).waitFor();
  });

  it('files are added to a corpus from the dialog, and nothing is doubled', async () => {
    const first = writeFile('first.jsonl', linesOf(60));
    await openFiles(page, first);
    await readReceipt(page);
    await shows(page, 60);
    await page.locator('button.corpus-button').click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Add files to this corpus…' }).click();
    await (await chooser).setFiles([first, writeFile('odd3.csv', oddTable)]);
    await dialog()
      .getByRole('button', { name: /^first\.jsonl/ })
      .click();
    await dialog()
      .getByText(/Its content is already in/)
      .waitFor();
    expect(await choice('Read into').inputValue()).not.toBe('');
    expect(await readIt()).toContain('was already here, nothing doubled');
    await shows(page, 90);
  });

  it('a receipt is saved and opens again', async () => {
    await openFiles(page, writeFile('talk3.jsonl', linesOf(20)));
    const receipt = page.getByRole('dialog', { name: 'Import receipt' });
    await receipt.waitFor();
    const [text] = await Promise.all([
      page.waitForEvent('download'),
      receipt.getByRole('button', { name: 'Save as text' }).click(),
    ]);
    expect(readFileSync(await text.path(), 'utf8')).toMatch(
      /talk3\.jsonl.*\n.*found 20, rejected 0/,
    );
    const [json] = await Promise.all([
      page.waitForEvent('download'),
      receipt.getByRole('button', { name: 'Save receipt' }).click(),
    ]);
    const saved = writeFile('receipt.json', readFileSync(await json.path()));
    await receipt.getByRole('button', { name: 'Done' }).click();
    await openFiles(page, saved);
    expect(await readReceipt(page)).toContain('talk3.jsonl');
    await shows(page, 20);
  });
});

/** Drops files or folders of this machine on the page. */
async function drop(...files: string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  const send = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
    devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  await send('dragEnter');
  await page.getByText('Drop to open').waitFor();
  await send('dragOver');
  await page.waitForTimeout(200);
  await send('dragOver');
  await send('drop');
}

it('a dropped folder is walked, beside a dropped file', async () => {
  const one = writeFile('loose.jsonl', linesOf(5));
  const folder = `${dirname(one)}/dropped`;
  mkdirSync(`${folder}/inner/.hidden`, { recursive: true });
  writeFile('dropped/a.jsonl', linesOf(10));
  writeFile('dropped/inner/b.csv', oddTable.replace('wer,wann,was', 'author,time,text'));
  writeFile('dropped/inner/style.css', 'p {}');
  await drop(folder, one);
  const receipt = await readReceipt(page);
  expect(receipt).toContain('45 comments read from 3 files');
  expect(receipt).toContain('dropped/inner/b.csv');
  expect(receipt).toMatch(/Of the folder, not looked into\s+2/);
  await shows(page, 45);
});

it('a chosen folder is read whole, with what is left out', async () => {
  const one = writeFile('anchor.txt', '');
  const folder = `${dirname(one)}/saved`;
  mkdirSync(`${folder}/deep`, { recursive: true });
  writeFile('saved/a.jsonl', linesOf(10));
  writeFile('saved/deep/b.csv', oddTable.replace('wer,wann,was', 'author,time,text'));
  writeFile('saved/deep/pic.png', 'x');
  await page.locator('button.corpus-button').click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a folder…' }).click();
  await (await chooser).setFiles(folder);
  const receipt = await readReceipt(page);
  expect(receipt).toContain('40 comments read from 2 files');
  expect(receipt).toContain('saved/deep/b.csv');
  expect(receipt).toMatch(/Of the folder, not looked into\s+1/);
  await shows(page, 40);
});

describe('an import that stopped', () => {
  const COMMENTS = 12_000;
  const text = linesOf(COMMENTS);
  const file = writeFile('stopped.jsonl', text);

  async function stop(): Promise<void> {
    await seen.context.close();
    seen = await visit(await freshContext(), { patch: stopAfterChunks(1), patched: 1 });
    page = seen.page;
    await shows(page, 32);
    await openFiles(page, file);
    await stored(page, 1);
    await page.reload();
    await shows(page, 32);
    await says(page, /The import of “stopped\.jsonl” stopped at 5,000 comments/, 10_000);
  }

  it('is told of after a reload, refuses another file, and resumes with the same', async () => {
    await stop();
    const other = writeFile('other.jsonl', linesOf(10));
    const resume = page.getByRole('button', { name: /^Resume/ }).first();
    for (const [path, words] of [
      [other, /“other\.jsonl” has \d+ bytes and is another file/],
      [writeFile('twin.jsonl', text.replace('a', 'b')), /its content is another/],
    ] as const) {
      const chooser = page.waitForEvent('filechooser');
      await resume.click();
      await (await chooser).setFiles(path);
      await says(page, words, 20_000);
    }
    expect(await ownRows(page)).toMatchObject([{ state: 'importing', pending: { upTo: 5000 } }]);
    const chooser = page.waitForEvent('filechooser');
    await resume.click();
    await (await chooser).setFiles(file);
    expect(await readReceipt(page)).toContain('12,000 comments');
    await shows(page, COMMENTS);
    expect(await ownRows(page)).toMatchObject([{ state: 'complete', pending: null }]);
    expect(await page.getByRole('button', { name: /^Resume/ }).count()).toBe(0);
  });

  it('is discarded with time to take it back', async () => {
    await stop();
    await page
      .getByRole('button', { name: /^Discard/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page
      .getByRole('button', { name: /^Discard/ })
      .first()
      .waitFor();
    await page.locator('button.corpus-button').click();
    await page
      .getByRole('listitem')
      .getByText(/import stopped at 5,000 comments/)
      .waitFor();
    await page
      .getByRole('listitem')
      .getByRole('button', { name: /^Discard/ })
      .click();
    await page.keyboard.press('Escape');
    await expect.poll(() => ownRows(page)).toEqual([]);
    await shows(page, 32);
  });
});

describe('the dialog has no serious fault', () => {
  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' as const }],
    ['a phone', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }],
  ])('%s', async (_name, options) => {
    await seen.context.close();
    seen = await visit(await freshContext({ ...options, bypassCSP: true }));
    page = seen.page;
    await shows(page, 32);
    await asked([
      writeFile('odd4.csv', oddTable),
      writeFile('dates4.csv', 'author,time,text\nkim,01/02/03,hi\n'),
      writeFile('own4.txt', '[2017-01-23 10:39] <kim> hi\n[2017-01-23 10:40] <bo> ho\n'),
    ]);
    expect(await seriousFaults(page)).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
    await dialog().getByRole('button', { name: /^own4/ }).click();
    await dialog().getByLabel('Line that begins a message').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });
});
