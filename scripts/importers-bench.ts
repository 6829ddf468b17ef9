/**
 * Comments per second and memory of each streaming format: node scripts/run-ts.mjs scripts/importers-bench.ts [count]
 * The source is made while it is read, so that memory is the importer's own. 'last/first' compares the rate
 * of the last tenth with that of the first.
 */
import type { ByteSource } from '../src/importers/importer.ts';
import { readInto } from '../src/importers/registry.ts';
import { nullSink } from '../src/importers/sink.ts';

const WORDS = 'the ferry was late again and nobody on the board would say why هدنة الأسد'.split(
  ' ',
);

function bodyOf(i: number): string {
  let text = `Comment ${i}`;
  for (let w = 0; w < 30; w++) text += ` ${WORDS[(i * 7 + w * 13) % WORDS.length] ?? ''}`;
  return text;
}

const pad = (value: number): string => String(value).padStart(2, '0');
const timeOf = (i: number): string => `2014-05-${pad(1 + (i % 28))} ${pad(i % 24)}:${pad(i % 60)}`;

interface Format {
  name: string;
  before: (count: number) => string;
  row: (i: number) => string;
}

const FORMATS: Format[] = [
  {
    name: 'c.jsonl',
    before: () => '',
    row: (i) =>
      `${JSON.stringify({ id: i, author: `a${i % 5000}`, created_at: timeOf(i), text: bodyOf(i), parent_id: i % 3 ? i - 1 : null })}\n`,
  },
  {
    name: 'c.csv',
    before: () => 'id,author,date,text,parent_id\n',
    row: (i) => `${i},a${i % 5000},${timeOf(i)},"${bodyOf(i)}, ""so""",${i % 3 ? i - 1 : ''}\n`,
  },
  {
    name: 'page.txt',
    before: (count) => `Harbour Board\n\nThe board met.\n\nComments ${count}\n`,
    row: (i) =>
      `Thumb a${i % 5000} 0${1 + (i % 9)} May 2014, ${pad(i % 24)}:${pad(i % 60)}\n\n${bodyOf(i)}\n\n`,
  },
  {
    name: 'chat.txt',
    before: () => '',
    row: (i) => `[${timeOf(i)}] <a${i % 5000}> ${bodyOf(i)}\n`,
  },
];

function sourceOf(format: Format, count: number): ByteSource {
  const encoder = new TextEncoder();
  return {
    name: format.name,
    size: null,
    stream() {
      let at = 0;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= count) {
            controller.close();
            return;
          }
          let text = at === 0 ? format.before(count) : '';
          for (const end = Math.min(count, at + 1000); at < end; at++) text += format.row(at);
          controller.enqueue(encoder.encode(text));
        },
      });
    },
  };
}

async function drain(source: ByteSource): Promise<number> {
  const start = performance.now();
  const reader = source.stream().getReader();
  while (!(await reader.read()).done) continue;
  return performance.now() - start;
}

const count = Number(process.argv[3] ?? 200_000);
for (const format of FORMATS) {
  const source = sourceOf(format, count);
  const making = await drain(source);
  const marks: number[] = [];
  let seen = 0;
  let peak = 0;
  const sink = {
    ...nullSink(),
    comment: () => {
      if (++seen % Math.floor(count / 10) === 0) {
        marks.push(performance.now());
        peak = Math.max(peak, process.memoryUsage().heapUsed);
      }
    },
  };
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { importer, receipt } = await readInto(source, sink);
  const used = process.cpuUsage(cpu);
  const passes = importer === 'page-capture' ? 2 : 1;
  const cpuMs = (used.user + used.system) / 1000 - making * passes;
  const tenth = (k: number): number => (marks[k] ?? 0) - (marks[k - 1] ?? start);
  console.log(
    `${importer.padEnd(13)} ${receipt.found} found, ${receipt.rejected} rejected, ` +
      `${Math.round((count / cpuMs) * 1000)} comments/s of CPU, last/first ${(tenth(1) / tenth(9)).toFixed(2)}, ` +
      `heap at most ${Math.round(peak / 1e6)} MB, ${receipt.warnings.length} warnings`,
  );
}
