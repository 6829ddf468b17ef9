/**
 * npm run bench [-- --quick] [--only NAME] [--sizes 10000,100000,1000000] [--save FILE]
 * Runs every *.bench.ts beside this file in Chromium and prints one table: peer, ours, ratio, goal, met or
 * not, and how often it was measured. With --save the rows go into a file that later runs add to.
 */
import { cpus, loadavg, totalmem } from 'node:os';
import { closeExplorers } from './chromium/explorer.ts';
import { closeServers } from './chromium/serve.ts';
import type { Bench, Row } from './row.ts';
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

const rows: Row[] = [];
let failed = 0;

async function attempt(name: string, work: () => Promise<Row[]> | undefined): Promise<void> {
  try {
    const found = (await work()) ?? [];
    for (const row of found) console.log(line(row));
    rows.push(...found);
    if (save !== undefined) mergeInto(save, found);
  } catch (error) {
    failed++;
    console.error(`${name}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  }
}

console.log(
  `${process.version}, ${cpus()[0]?.model ?? '?'} × ${cpus().length}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
);
console.log(HEAD);
const benches = Object.entries(import.meta.glob<Bench>('./*.bench.ts'))
  .map(([file, load]) => ({ name: file.slice(2, -'.bench.ts'.length), load }))
  .filter(({ name }) => only === undefined || only.includes(name));
for (const { name, load } of benches) {
  const { once } = await load();
  await attempt(name, () => once?.({ quick }));
}
for (const comments of sizes.map(Number)) {
  for (const { name, load } of benches) {
    const { perSize } = await load();
    await attempt(name, () => perSize?.({ comments, quick }));
  }
  await closeExplorers();
}
for (const row of growthRows(save === undefined ? rows : mergeInto(save, [])))
  console.log(line(row));
await closeServers();
process.exit(failed === 0 ? 0 : 1);
