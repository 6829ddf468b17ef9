/** Times `scoreReplies` on invented pages: node scripts/replies/timing.mjs [comments]. */
import { parseFloating } from '../../src/core/dates.ts';
import { generatePages } from '../../src/core/generate/corpus.ts';
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

/** Pages as an import of made comments leaves them: no replies stated, an article above. */
function generated(comments: number): Timed[] {
  return Array.from(generatePages({ comments, withoutReplies: true }), (page) => ({
    comments: page.comments.map(({ author, time, body }) => ({
      ...{ author, body, time: time === null ? null : parseFloating(time) },
    })),
    article: page.article.paragraphs.join('\n\n'),
  }));
}

interface Timed {
  comments: InferenceComment[];
  article: string;
}

function report(name: string, pages: readonly Timed[]): void {
  const comments = pages.reduce((sum, page) => sum + page.comments.length, 0);
  for (const { comments: page, article } of pages.slice(0, 10)) scoreReplies(page, { article });
  const begun = performance.now();
  const start = process.cpuUsage();
  for (const { comments: page, article } of pages) scoreReplies(page, { article });
  const cpu = process.cpuUsage(start).user / 1000;
  const spent = Math.min(cpu, performance.now() - begun);
  const perMillion = (spent / comments) * 1000;
  console.log(
    `${String(comments)} ${name} comments on ${String(pages.length)} pages: ${spent.toFixed(0)} ms (the lesser of wall and CPU time); ` +
      `1 million at this rate: ${perMillion.toFixed(1)} s (goal 30 s)`,
  );
}

const total = Number(process.argv[2] ?? 40_000);
const pages: Timed[] = [];
for (let count = 0; count < total; count += pages[pages.length - 1]?.comments.length ?? 1) {
  const size = 50 + Math.floor(450 * randomFrom(String(count))());
  pages.push({ comments: invent(size, String(count)), article: '' });
}
report('invented', pages);
report('generated', generated(total));
const small = invent(20, 'small');
const times: number[] = [];
for (let round = 0; round < 50; round++) {
  const begin = performance.now();
  inferReplies(small);
  times.push(performance.now() - begin);
}
times.sort((a, b) => a - b);
console.log(`a page of 20 with evidence: median ${(times[25] ?? 0).toFixed(2)} ms (goal 5 ms)`);
