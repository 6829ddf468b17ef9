/** The product's page with a made corpus imported into it, as a reader would: one for each size of a run. */
import { createWriteStream, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Page } from 'playwright-core';
import { generatePages } from '../../../src/core/generate/corpus.ts';
import { pageLines } from '../../../src/core/generate/lines.ts';
import { installProbes, probe, type Told } from './probes.ts';
import { servePage } from './serve.ts';
import { Tab } from './tab.ts';

export interface Imported {
  /** From the choice of the file to the corpus on screen. */
  shownMs: number;
  /** From the choice of the file until every reply is inferred. */
  inferredMs: number;
  progress: Told[];
  longTasksMs: number[];
  peakBytes: number;
  /** CPU time of the tab until the corpus was shown, and until every reply was inferred. */
  cpuMs: number;
  inferredCpuMs: number;
}

export interface Explorer {
  tab: Tab;
  page: Page;
  url: string;
  /** The JSON lines that were imported; removed when the explorer closes. */
  file: string;
  imported: Imported;
}

const explorers = new Map<string, Promise<Explorer>>();
const PATIENCE_MS = 400_000;

/** Opens the page and imports `comments` made comments, replies stated; the same page for every subject. */
export function openExplorer(comments: number): Promise<Explorer> {
  return keptExplorer(comments, false);
}

/** The same of a file that states no replies, as most saved pages do: every one has to be inferred. */
export function openUnstated(comments: number): Promise<Explorer> {
  return keptExplorer(comments, true);
}

function keptExplorer(comments: number, withoutReplies: boolean): Promise<Explorer> {
  const key = `${String(comments)}|${String(withoutReplies)}`;
  const opening = explorers.get(key) ?? launch(comments, withoutReplies);
  explorers.set(key, opening);
  return opening;
}

const ANSWER_MS = 10_000;

/** Closes those whose page does not answer any more: the next subject opens another one. */
export async function forgetBroken(): Promise<void> {
  for (const [comments, opening] of explorers) {
    const explorer = await Promise.race([opening.catch(() => null), none()]);
    const isAlive = explorer && (await Promise.race([answers(explorer.page), none()]));
    if (isAlive === true) continue;
    explorers.delete(comments);
    await explorer?.tab.close();
    if (explorer) rmSync(explorer.file, { force: true });
  }
}

function answers(page: Page): Promise<boolean | null> {
  return page.evaluate(() => true).catch(() => null);
}

function none(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ANSWER_MS).unref());
}

export async function closeExplorers(): Promise<void> {
  for (const opening of explorers.values()) {
    const explorer = await opening.catch(() => null);
    await explorer?.tab.close();
    if (explorer) rmSync(explorer.file, { force: true });
  }
  explorers.clear();
}

async function launch(comments: number, withoutReplies: boolean): Promise<Explorer> {
  const [url, file] = [await servePage(), await writeCorpus(comments, withoutReplies)];
  const tab = await Tab.launch((page) => page.addInitScript(installProbes));
  const { page } = tab;
  page.setDefaultTimeout(PATIENCE_MS);
  try {
    await page.goto(url);
    await showsAll(page, 32);
    const imported = await importFile(tab, file, comments);
    const receipt = page.getByRole('dialog', { name: 'Import receipt' });
    await receipt.getByRole('button', { name: 'Done' }).click({ timeout: 20_000 });
    await receipt.waitFor({ state: 'hidden', timeout: 20_000 });
    return { tab, page, url, file, imported };
  } catch (error) {
    await tab.close();
    rmSync(file, { force: true });
    throw error;
  }
}

/** A file of made comments, seed 1. */
async function writeCorpus(comments: number, withoutReplies: boolean): Promise<string> {
  const path = join(tmpdir(), `repartee-bench-${String(process.pid)}-${String(comments)}.jsonl`);
  const file = createWriteStream(path);
  for (const page of generatePages({ comments, seed: 1, withoutReplies })) {
    if (!file.write(pageLines(page))) await once(file, 'drain');
  }
  file.end();
  await finished(file);
  return path;
}

export function chooseFile(page: Page, file: string): Promise<void> {
  return page.locator('input[type=file]').first().setInputFiles(file);
}

/** Resolves when the status line counts `comments` of `comments`; the time of that on the page's clock. */
export async function showsAll(page: Page, comments: number): Promise<number> {
  const words = `${comments.toLocaleString('en')} of ${comments.toLocaleString('en')}`;
  const handle = await page.waitForFunction(
    (wanted) => {
      const status = document.querySelector('header [role=status]')?.textContent ?? '';
      return status.replaceAll(/[^\d\sof]/g, '').includes(wanted) ? performance.now() : 0;
    },
    words.replaceAll(',', ''),
  );
  return handle.jsonValue();
}

async function importFile(tab: Tab, file: string, comments: number): Promise<Imported> {
  const { page } = tab;
  await tab.forgetPeak();
  const startMs = await page.evaluate(() => performance.now());
  const cpuBefore = await tab.cpuMs();
  await chooseFile(page, file);
  const shownMs = await showsAll(page, comments);
  const cpuMs = (await tab.cpuMs()) - cpuBefore;
  const longTasks = await probe(page, ({ longTasks: all }) => all);
  await page.waitForFunction((total) => {
    const { probes } = globalThis as unknown as {
      probes: { inferred: { done: number; total: number }[] };
    };
    return probes.inferred.some((told) => told.total === total && told.done === total);
  }, comments);
  const inferredCpuMs = (await tab.cpuMs()) - cpuBefore;
  const { peak: peakBytes } = await tab.resident();
  const [progress, inferred] = await probe(page, (all) => [all.progress, all.inferred] as const);
  return {
    shownMs: shownMs - startMs,
    inferredMs: (inferred.at(-1)?.atMs ?? NaN) - startMs,
    progress,
    longTasksMs: longTasks.filter(({ atMs }) => atMs >= startMs).map(({ ms }) => ms),
    peakBytes,
    cpuMs,
    inferredCpuMs,
  };
}
