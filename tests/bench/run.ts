/**
 * npm run bench [-- --quick] [--only NAME] [--sizes 10000,100000,1000000] [--save FILE] [--minutes 20]
 * Runs every *.bench.ts beside this file in Chromium and prints one table: peer, ours, ratio, goal, met or
 * not, and how often it was measured. With --save the rows go into a file that later runs add to. A subject
 * that fails or takes longer than --minutes says so in the table; its browsers are closed and the next runs.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { execFileSync } from 'node:child_process';
import { closeExplorers, forgetBroken } from './chromium/explorer.ts';
import { closeServers } from './chromium/serve.ts';
import { Tab } from './chromium/tab.ts';
import { type Bench, failed, type Row } from './row.ts';
import { growthRows, HEAD, line, mergeInto } from './table.ts';

const args = process.argv.slice(2);
const valueOf = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
};
const quick = args.includes('--quick');
const only = valueOf('--only')?.split(',');
const save = valueOf('--save');
const sizes = (valueOf('--sizes') ?? (quick ? '10000' : '10000,100000,1000000')).split(',');

const minutes = Number(valueOf('--minutes') ?? 20);
const version = versionOf();

const rows: Row[] = [];
let failures = 0;

/** The commit that is measured; with a plus where files differ from it. */
function versionOf(): string {
  const git = (...args: string[]): string => execFileSync('git', args).toString().trim();
  try {
    const isChanged = git('status', '--porcelain', '--', 'src', 'tests/bench') !== '';
    return git('rev-parse', '--short', 'HEAD') + (isChanged ? '+' : '');
  } catch {
    return '';
  }
}

/** The rows of a subject; rejects when they are not there in time. */
async function inTime(work: Promise<Row[]>): Promise<Row[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not done after ${String(minutes)} minutes`));
    }, minutes * 60_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

async function attempt(
  name: string,
  comments: number | null,
  work: () => Promise<Row[]> | undefined,
): Promise<void> {
  const kept = new Set(Tab.open);
  let found: Row[];
  try {
    found = await inTime(work() ?? Promise.resolve([]));
  } catch (error) {
    failures++;
    console.error(`${name}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    found = [failed(name, comments, error instanceof Error ? error.message : String(error))];
    await forgetBroken();
    for (const tab of Tab.open) if (!kept.has(tab)) await tab.close();
  }
  found = found.map((row) => ({ ...row, version }));
  for (const row of found) console.log(line(row));
  rows.push(...found);
  if (save !== undefined) mergeInto(save, found);
}

console.log(
  `${process.version}, ${cpus()[0]?.model ?? '?'} × ${cpus().length}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, load ${loadavg()[0]?.toFixed(1) ?? '?'}, version ${version}`,
);
console.log(HEAD);
const benches = Object.entries(import.meta.glob<Bench>('./*.bench.ts'))
  .map(([file, load]) => ({ name: file.slice(2, -'.bench.ts'.length), load }))
  .filter(({ name }) => only === undefined || only.includes(name));
for (const { name, load } of benches) {
  const { once } = await load();
  await attempt(name, null, () => once?.({ quick }));
}
for (const comments of sizes.map(Number)) {
  for (const { name, load } of benches) {
    const { perSize } = await load();
    await attempt(name, comments, () => perSize?.({ comments, quick }));
  }
  await closeExplorers();
}
for (const row of growthRows(save === undefined ? rows : mergeInto(save, [])))
  console.log(line(row));
await closeServers();
process.exit(failures === 0 ? 0 : 1);
