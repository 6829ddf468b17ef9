/**
 * node scripts/run-ts.mjs tests/bench/worst.ts [--comments 1000000] [--only TEXT]
 * Corpora as bad as they can be, in this process and with storage in memory: milliseconds, and whether every
 * count is right. Resident memory holds the file and what would be on disk too.
 */
import { loadavg } from 'node:os';
import { runWorst, WORST } from '../engine/support/worst.ts';

const args = process.argv.slice(2);
const valueOf = (name: string): string | undefined => {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args[at + 1];
};
const count = Number(valueOf('--comments') ?? 1_000_000);
const only = valueOf('--only') ?? '';

console.log(`${count.toLocaleString('en')} comments, load ${loadavg()[0]?.toFixed(1) ?? '?'}`);
for (const worst of WORST.filter(({ name }) => name.includes(only))) {
  try {
    const { importMs, asked, brushMs, halfMs, rowsMs, residentMb } = await runWorst(worst, count);
    const wanted = worst.asked(count);
    const answers = asked.map(({ query, shown, ms }, at) => {
      const isRight = shown === wanted[at]?.shown;
      return `${query} ${ms.toFixed(0)}${isRight ? '' : ` WRONG ${String(shown)}`}`;
    });
    const rest = `brush ${brushMs.toFixed(0)}, half ${halfMs.toFixed(0)}, rows ${rowsMs.toFixed(0)}`;
    console.log(
      `${worst.name}: import ${importMs.toFixed(0)}; ${answers.join(', ')}; ${rest} ms; ${residentMb.toFixed(0)} MB`,
    );
  } catch (error) {
    console.log(`${worst.name}: failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  globalThis.gc?.();
}
