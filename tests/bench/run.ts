/**
 * npm run bench [-- --quick] [--only NAME] [--sizes 10000,100000]
 * Runs every *.bench.ts beside this file and prints one table: peer, ours, ratio, goal, met or not.
 */
import { cpus, totalmem } from 'node:os';
import type { Bench, Row } from './row.ts';

const args = process.argv.slice(2);
const valueOf = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
};
const quick = args.includes('--quick');
const only = valueOf('--only');
const sizes = (valueOf('--sizes') ?? (quick ? '10000' : '10000,100000,1000000'))
  .split(',')
  .map(Number);

const show = (value: number | null): string =>
  value === null ? '–' : Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);

function print(row: Row): void {
  const met = row.met === null ? '–' : row.met ? 'met' : 'NOT met';
  const cells = [
    row.what,
    show(row.peer),
    `${show(row.ours)} ${row.unit}`,
    show(row.ratio),
    row.goal,
    met,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

console.log(
  `${process.version}, ${cpus()[0]?.model ?? '?'} × ${cpus().length}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
);
console.log('| what | peer | ours | ratio | goal | |\n|---|---|---|---|---|---|');
const benches = import.meta.glob<Bench>('./*.bench.ts');
let failed = 0;
for (const [file, load] of Object.entries(benches)) {
  if (only !== undefined && !file.includes(only)) continue;
  try {
    const bench = await load();
    for (const row of await bench.run({ sizes, quick })) print(row);
  } catch (error) {
    failed++;
    console.error(
      `${file}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}
process.exit(failed === 0 ? 0 : 1);
