/** Times `scoreReplies` on invented pages: node scripts/replies/timing.mjs [comments]. */
import { inferReplies, scoreReplies } from '../../src/core/replies/infer.ts';
import type { InferenceComment } from '../../src/core/replies/inference.ts';
import { randomFrom } from './data.ts';

const VOCABULARY = 20_000;

function invent(size: number, seed: string): InferenceComment[] {
  const random = randomFrom(seed);
  const word = (): string => `w${String(Math.floor(VOCABULARY * random() ** 4))}`;
  let time = 0;
  return Array.from({ length: size }, () => {
    time += random() < 0.12 ? -random() * 200 : random() * 30;
    const author =
      random() < 0.05 ? null : `author${String(Math.floor(random() ** 2 * size * 0.5))}`;
    const body = Array.from({ length: 10 + Math.floor(random() * 60) }, word).join(' ');
    return { author, time: Math.max(0, Math.round(time)), body };
  });
}

const total = Number(process.argv[2] ?? 40_000);
const pages: InferenceComment[][] = [];
for (let count = 0; count < total; count += pages[pages.length - 1]?.length ?? 1) {
  pages.push(invent(50 + Math.floor(450 * randomFrom(String(count))()), String(count)));
}
const comments = pages.reduce((sum, page) => sum + page.length, 0);
for (const page of pages.slice(0, 10)) scoreReplies(page);
const begun = performance.now();
const start = process.cpuUsage();
for (const page of pages) scoreReplies(page);
const cpu = process.cpuUsage(start).user / 1000;
const spent = Math.min(cpu, performance.now() - begun);
const perMillion = (spent / comments) * 1000;
console.log(
  `${String(comments)} comments on ${String(pages.length)} pages: ${spent.toFixed(0)} ms (the lesser of wall and CPU time); ` +
    `1 million at this rate: ${perMillion.toFixed(1)} s (goal 30 s)`,
);
const small = invent(20, 'small');
const times: number[] = [];
for (let round = 0; round < 50; round++) {
  const begin = performance.now();
  inferReplies(small);
  times.push(performance.now() - begin);
}
times.sort((a, b) => a - b);
console.log(`a page of 20 with evidence: median ${(times[25] ?? 0).toFixed(2)} ms (goal 5 ms)`);
